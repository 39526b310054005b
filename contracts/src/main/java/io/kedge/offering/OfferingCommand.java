package io.kedge.offering;

import io.kedge.contract.Command;
import io.kedge.contract.SignedDocument;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.OfferingId;
import java.util.List;
import java.util.Optional;

/// What may be asked of offerings.
public sealed interface OfferingCommand extends Command {
  /// Announces an offering.
  ///
  /// @param issue what is offered
  /// @param terms everything that is announced
  /// @param commitment the regulator's, where lots may be drawn
  /// @param collateral cash notes of the issuer, where expired vouchers are paid; otherwise none
  record Announce(
      InstrumentId issue,
      Terms terms,
      Optional<SignedDocument<LotteryCommitment>> commitment,
      List<NoteId> collateral)
      implements OfferingCommand {}

  /// Opens a stage before its time.
  ///
  /// @param offering which
  /// @param stage which stage
  /// @param reason why, in words
  record Open(OfferingId offering, Stage stage, String reason) implements OfferingCommand {
    /// Checks the reason.
    public Open {
      Decree.requireReason(reason);
    }
  }

  /// Lets a stage open later; it stays as long as it was.
  ///
  /// @param offering which
  /// @param stage which stage
  /// @param to its new opening on the offering's clock
  /// @param reason why, in words
  record Postpone(OfferingId offering, Stage stage, LedgerTime to, String reason)
      implements OfferingCommand {
    /// Checks the reason.
    public Postpone {
      Decree.requireReason(reason);
    }
  }

  /// Cancels an offering before its allotment: everything is refunded.
  ///
  /// @param offering which
  /// @param reason why, in words
  record Cancel(OfferingId offering, String reason) implements OfferingCommand {
    /// Checks the reason.
    public Cancel {
      Decree.requireReason(reason);
    }
  }

  /// Suspends trading.
  ///
  /// @param offering which
  /// @param reason why, in words
  record Suspend(OfferingId offering, String reason) implements OfferingCommand {
    /// Checks the reason.
    public Suspend {
      Decree.requireReason(reason);
    }
  }

  /// Resumes trading.
  ///
  /// @param offering which
  /// @param reason why, in words
  record Resume(OfferingId offering, String reason) implements OfferingCommand {
    /// Checks the reason.
    public Resume {
      Decree.requireReason(reason);
    }
  }

  /// Takes an announcement back before subscription opens.
  ///
  /// @param offering which
  /// @param reason why, in words
  record Withdraw(OfferingId offering, String reason) implements OfferingCommand {
    /// Checks the reason.
    public Withdraw {
      Decree.requireReason(reason);
    }
  }

  /// Gives back collateral that covers nothing.
  ///
  /// @param offering which
  record Release(OfferingId offering) implements OfferingCommand {}
}
