package io.kedge.freeze;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.party.Role;

/// What may have happened to freezes.
public sealed interface FreezeEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<FreezeEvent> FORMAT =
      EventFormat.<FreezeEvent>empty()
          .with(
              "freeze.frozen",
              1,
              in ->
                  new Frozen(
                      new FreezeSubject(in.name(FreezeSubject.Kind.class), in.text()),
                      new PartyId(in.text()),
                      in.name(Role.class),
                      FreezeOrder.read(in)))
          .with(
              "freeze.unfrozen",
              1,
              in ->
                  new Unfrozen(
                      new FreezeSubject(in.name(FreezeSubject.Kind.class), in.text()),
                      new PartyId(in.text()),
                      in.name(Role.class),
                      FreezeOrder.read(in)));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static FreezeEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

  private static Bytes encode(
      String tag, FreezeSubject subject, PartyId by, Role authority, FreezeOrder order) {
    var out =
        new Wire(tag, 1).name(subject.kind()).text(subject.id()).text(by.value()).name(authority);
    order.write(out);
    return out.bytes();
  }

  /// Something was frozen.
  ///
  /// @param subject what
  /// @param by who ordered it
  /// @param authority as what
  /// @param order why
  record Frozen(FreezeSubject subject, PartyId by, Role authority, FreezeOrder order)
      implements FreezeEvent {
    @Override
    public Bytes encoded() {
      return encode("freeze.frozen", subject, by, authority, order);
    }
  }

  /// A freeze was ended.
  ///
  /// @param subject of what
  /// @param by who ordered it
  /// @param authority as what
  /// @param order why
  record Unfrozen(FreezeSubject subject, PartyId by, Role authority, FreezeOrder order)
      implements FreezeEvent {
    @Override
    public Bytes encoded() {
      return encode("freeze.unfrozen", subject, by, authority, order);
    }
  }
}
