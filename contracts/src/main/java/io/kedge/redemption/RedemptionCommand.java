package io.kedge.redemption;

import io.kedge.contract.Command;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import java.util.List;
import java.util.Optional;

/// What may be asked about redemption.
public sealed interface RedemptionCommand extends Command {
  /// Turns one's own units into a voucher (C-42).
  ///
  /// @param issue which issue
  /// @param inputs notes to take the units from
  /// @param units how many, at least 1
  /// @param person salted commitment to the person the voucher is made out to, if any
  record Redeem(InstrumentId issue, List<NoteId> inputs, long units, Optional<Digest> person)
      implements RedemptionCommand {}

  /// Turns what somebody did not redeem in time into a voucher in their name (C-49). The operator
  /// may, after the window.
  ///
  /// @param issue which issue
  /// @param holder whose units
  /// @param inputs the notes, all of them whole
  record Force(InstrumentId issue, PartyId holder, List<NoteId> inputs)
      implements RedemptionCommand {}
}
