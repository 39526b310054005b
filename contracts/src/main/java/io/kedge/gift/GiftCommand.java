package io.kedge.gift;

import io.kedge.contract.Command;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import java.util.List;
import java.util.Optional;

/// What may be asked of gifts.
public sealed interface GiftCommand extends Command {
  /// Offers units as a gift.
  ///
  /// @param issue what
  /// @param inputs notes to take it from; the rest comes back as change
  /// @param units how many, at least 1
  /// @param to who gets it
  /// @param expiry until when it may be accepted
  /// @param message digest of a greeting kept elsewhere
  record Offer(
      InstrumentId issue,
      List<NoteId> inputs,
      long units,
      PartyId to,
      LedgerTime expiry,
      Optional<Digest> message)
      implements GiftCommand {}

  /// The receiver takes the gift.
  ///
  /// @param lock the gift
  record Accept(LockId lock) implements GiftCommand {}

  /// The receiver does not take the gift.
  ///
  /// @param lock the gift
  record Decline(LockId lock) implements GiftCommand {}

  /// The giver takes the gift back before it is accepted.
  ///
  /// @param lock the gift
  record Revoke(LockId lock) implements GiftCommand {}
}
