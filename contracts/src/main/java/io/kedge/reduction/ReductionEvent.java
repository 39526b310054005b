package io.kedge.reduction;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Wire;

/// What may have happened to position reductions.
public sealed interface ReductionEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<ReductionEvent> FORMAT =
      EventFormat.<ReductionEvent>empty()
          .with("reduction.applied", 1, in -> new Applied(Reduction.decode(in.bytes())))
          .with(
              "reduction.tookEffect",
              1,
              in -> new TookEffect(new ReductionId(in.text()), new AssetId(in.text()), in.i64()))
          .with(
              "reduction.ended",
              1,
              in -> new Ended(new ReductionId(in.text()), in.name(ReductionStatus.class)));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static ReductionEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

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
