package io.kedge.offering;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.Wire;

/// What may happen to offerings.
public sealed interface OfferingEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<OfferingEvent> FORMAT =
      EventFormat.<OfferingEvent>empty()
          .with("offering.announced", 1, in -> new Announced(Offering.decode(in.bytes())))
          .with(
              "offering.decreed", 1, in -> new Decreed(new OfferingId(in.text()), Decree.read(in)))
          .with(
              "offering.ended",
              1,
              in ->
                  new Ended(
                      new OfferingId(in.text()),
                      in.name(OfferingStatus.class),
                      in.i64(),
                      in.i64()));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static OfferingEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

  /// An offering was announced.
  ///
  /// @param offering the whole of it
  record Announced(Offering offering) implements OfferingEvent {
    @Override
    public Bytes encoded() {
      return new Wire("offering.announced", 1).bytes(offering.encoded()).bytes();
    }
  }

  /// Something was done to an offering.
  ///
  /// @param id the offering
  /// @param decree what, by whom, why
  record Decreed(OfferingId id, Decree decree) implements OfferingEvent {
    @Override
    public Bytes encoded() {
      return decree.write(new Wire("offering.decreed", 1).text(id.value())).bytes();
    }
  }

  /// The last application was settled or refunded, or there was none.
  ///
  /// @param id the offering
  /// @param status how it ended
  /// @param offered units offered
  /// @param sold units allotted
  record Ended(OfferingId id, OfferingStatus status, long offered, long sold)
      implements OfferingEvent {
    @Override
    public Bytes encoded() {
      return new Wire("offering.ended", 1)
          .text(id.value())
          .name(status)
          .i64(offered)
          .i64(sold)
          .bytes();
    }
  }
}
