package io.kedge.gift;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LockId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Optional;

/// What may happen to gifts beside the movement of notes.
public sealed interface GiftEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<GiftEvent> FORMAT =
      EventFormat.<GiftEvent>empty()
          .with("gift.offered", 1, in -> new Offered(new LockId(in.text()), new PartyId(in.text())))
          .with(
              "gift.given",
              1,
              in ->
                  new Given(
                      in.option(r -> new LockId(r.text())),
                      new PartyId(in.text()),
                      new PartyId(in.text()),
                      new Quantity(new InstrumentId(in.text()), in.i64()),
                      in.option(WireReader::digest)))
          .with("gift.declined", 1, in -> new Declined(new LockId(in.text())))
          .with("gift.revoked", 1, in -> new Revoked(new LockId(in.text())));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static GiftEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

  /// A gift waits for its receiver.
  ///
  /// @param lock the gift
  /// @param to its receiver
  record Offered(LockId lock, PartyId to) implements GiftEvent {
    @Override
    public Bytes encoded() {
      return new Wire("gift.offered", 1).text(lock.value()).text(to.value()).bytes();
    }
  }

  /// A gift was handed over.
  ///
  /// @param lock the gift that waited; none where the receiver accepts all gifts
  /// @param from who gave
  /// @param to who got
  /// @param amount what and how much
  /// @param message digest of a greeting
  record Given(
      Optional<LockId> lock, PartyId from, PartyId to, Quantity amount, Optional<Digest> message)
      implements GiftEvent {
    @Override
    public Bytes encoded() {
      return new Wire("gift.given", 1)
          .option(lock, (w, id) -> w.text(id.value()))
          .text(from.value())
          .text(to.value())
          .text(amount.instrument().value())
          .i64(amount.units())
          .option(message, Wire::digest)
          .bytes();
    }
  }

  /// The receiver declined.
  ///
  /// @param lock the gift
  record Declined(LockId lock) implements GiftEvent {
    @Override
    public Bytes encoded() {
      return new Wire("gift.declined", 1).text(lock.value()).bytes();
    }
  }

  /// The giver revoked.
  ///
  /// @param lock the gift
  record Revoked(LockId lock) implements GiftEvent {
    @Override
    public Bytes encoded() {
      return new Wire("gift.revoked", 1).text(lock.value()).bytes();
    }
  }
}
