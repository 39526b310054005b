@NullMarked
package io.kedge.projection.trading;

import org.jspecify.annotations.NullMarked;
