package io.kedge.cash;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import io.kedge.party.Parties;
import io.kedge.party.Role;
import java.util.Optional;

/// Answers what kinds of cash there are.
public final class CashKinds {
  private CashKinds() {}

  /// A kind of cash, if it exists.
  public static Optional<Cash> find(LedgerView view, InstrumentId id) {
    return view.get(Cash.key(id)).map(Cash::decode);
  }

  /// A kind of cash that must exist.
  ///
  /// @throws RefusedException [CashRefusal#CASH_UNKNOWN]
  public static Cash require(LedgerView view, InstrumentId id) {
    return find(view, id).orElseThrow(() -> RefusedException.because(CashRefusal.CASH_UNKNOWN, id));
  }

  /// A kind of cash whose clearing agent, still one, sends the command.
  ///
  /// @throws RefusedException [CashRefusal#CASH_UNKNOWN], [CashRefusal#NOT_THE_CLEARING_AGENT], or
  ///     the party may no longer act as one
  static Cash requireAgent(LedgerView view, InstrumentId id, PartyId party) {
    Cash cash = require(view, id);
    RefusedException.unless(
        cash.clearingAgent().equals(party), CashRefusal.NOT_THE_CLEARING_AGENT, id);
    Parties.requireRole(view, party, Role.CLEARING_AGENT);
    return cash;
  }
}
