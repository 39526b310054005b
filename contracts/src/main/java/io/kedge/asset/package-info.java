/// Assets (实物资产 / 锚定物): registered things with their rights, attested by several parties, that
/// issues are anchored on.
///
/// Other concepts ask [io.kedge.asset.Assets].
@NullMarked
package io.kedge.asset;

import org.jspecify.annotations.NullMarked;
