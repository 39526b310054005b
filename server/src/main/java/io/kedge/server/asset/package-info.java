/// Assets, the statements about them, freezes and reductions.
@NullMarked
package io.kedge.server.asset;

import org.jspecify.annotations.NullMarked;
