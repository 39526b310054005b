@NullMarked
package io.kedge.server.operations;

import org.jspecify.annotations.NullMarked;
