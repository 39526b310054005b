package io.kedge.subscription;

import io.kedge.contract.Command;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import java.util.List;

/// What may be asked of applications and their allotment.
public sealed interface SubscriptionCommand extends Command {
  /// Applies for units.
  ///
  /// @param offering in which offering
  /// @param request what is asked for, and the cash
  record Apply(OfferingId offering, Request request) implements SubscriptionCommand {}

  /// Changes an application; it takes a new place in the order of applying.
  ///
  /// @param offering in which offering
  /// @param request what is asked for now; the cash that is locked counts beside the inputs
  record Amend(OfferingId offering, Request request) implements SubscriptionCommand {}

  /// What an application asks for.
  ///
  /// @param tranche the name of a tranche
  /// @param units how many units
  /// @param maxFeePpm the highest fee rate the sender agrees to, in millionths
  /// @param inputs cash notes of the sender
  record Request(String tranche, long units, int maxFeePpm, List<NoteId> inputs) {}

  /// Takes an application back while subscription is open.
  ///
  /// @param offering in which offering
  record Withdraw(OfferingId offering) implements SubscriptionCommand {}

  /// Counts the next applications. Anyone may send it.
  ///
  /// @param offering in which offering
  record Tally(OfferingId offering) implements SubscriptionCommand {}

  /// Opens subscription once more, as announced. Anyone may send it.
  ///
  /// @param offering which offering
  record Extend(OfferingId offering) implements SubscriptionCommand {}

  /// Reveals a part of the draw.
  ///
  /// @param offering in which offering
  /// @param secret 32 bytes whose SHA-256 was announced
  record Reveal(OfferingId offering, Bytes secret) implements SubscriptionCommand {}

  /// Proposes where the lines run. Anyone may send it.
  ///
  /// @param offering in which offering
  /// @param cuts one line per tranche, in the announced order
  record Propose(OfferingId offering, List<Cut> cuts) implements SubscriptionCommand {}

  /// Computes the next shares under somebody's proposal. Anyone may send it.
  ///
  /// @param offering in which offering
  /// @param proposer whose proposal
  record Verify(OfferingId offering, PartyId proposer) implements SubscriptionCommand {}

  /// Settles or refunds the next applications. Anyone may send it.
  ///
  /// @param offering in which offering
  record Settle(OfferingId offering) implements SubscriptionCommand {}

  /// Settles an application that was set aside, once it is no longer frozen. Anyone may send it.
  ///
  /// @param offering in which offering
  /// @param beneficialOwner whose application
  record SettleLate(OfferingId offering, PartyId beneficialOwner) implements SubscriptionCommand {}
}
