/// The command line of Kedge.
@NullMarked
package io.kedge.cli;

import org.jspecify.annotations.NullMarked;
