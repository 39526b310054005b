@NullMarked
package io.kedge.server;

import org.jspecify.annotations.NullMarked;
