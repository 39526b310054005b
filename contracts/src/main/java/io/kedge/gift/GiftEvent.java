package io.kedge.gift;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LockId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Wire;
import io.kedge.note.Lock;
import java.util.Optional;

/// What may happen to gifts beside the movement of notes.
public sealed interface GiftEvent {
  /// The event's hashed binary form.
  Bytes encoded();

  /// A gift waits for its receiver.
  ///
  /// @param lock the gift
  /// @param to its receiver
  record Offered(Lock lock, PartyId to) implements GiftEvent {
    @Override
    public Bytes encoded() {
      return new Wire("gift.offered", 1).text(lock.id().value()).text(to.value()).bytes();
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
