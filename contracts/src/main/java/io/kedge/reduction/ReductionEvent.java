package io.kedge.reduction;

import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Wire;

/// What may have happened to position reductions.
public sealed interface ReductionEvent {
  /// The event in its hashed form.
  Bytes encoded();

  /// An issuer applied for one.
  ///
  /// @param reduction as it is now
  record Applied(Reduction reduction) implements ReductionEvent {
    @Override
    public Bytes encoded() {
      return new Wire("reduction.applied", 1).bytes(reduction.encoded()).bytes();
    }
  }

  /// An asset's quantity was lowered.
  ///
  /// @param id which reduction
  /// @param asset of which asset
  /// @param left how many deliverable units are left
  record TookEffect(ReductionId id, AssetId asset, long left) implements ReductionEvent {
    @Override
    public Bytes encoded() {
      return new Wire("reduction.tookEffect", 1)
          .text(id.value())
          .text(asset.value())
          .i64(left)
          .bytes();
    }
  }

  /// A reduction was declined or withdrawn.
  ///
  /// @param id which
  /// @param status which of both
  record Ended(ReductionId id, ReductionStatus status) implements ReductionEvent {
    @Override
    public Bytes encoded() {
      return new Wire("reduction.ended", 1).text(id.value()).name(status).bytes();
    }
  }
}
