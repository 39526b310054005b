/// Read models of assets, their rights, amendments and anchors.
@NullMarked
package io.kedge.projection.asset;

import org.jspecify.annotations.NullMarked;
