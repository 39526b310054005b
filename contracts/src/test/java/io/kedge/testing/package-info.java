/// What tests of contracts share: a world with parties, keys and a clock.
@NullMarked
package io.kedge.testing;

import org.jspecify.annotations.NullMarked;
