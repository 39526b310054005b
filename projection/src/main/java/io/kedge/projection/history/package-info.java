/// Which events touched a thing.
@NullMarked
package io.kedge.projection.history;

import org.jspecify.annotations.NullMarked;
