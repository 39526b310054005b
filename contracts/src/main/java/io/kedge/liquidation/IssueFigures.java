package io.kedge.liquidation;

import io.kedge.contract.LedgerView;
import io.kedge.issue.Issue;
import io.kedge.issue.Issues;
import io.kedge.kernel.InstrumentId;
import io.kedge.note.StripedTotal;
import io.kedge.note.StripedTotal.Name;

/// Where the units of an issue are: the stock and sales figures that anyone may see (C-55, C-56).
///
/// @param issued units there may be; once offered, those that were sold
/// @param outstanding units in notes and locks
/// @param openVouchers units in vouchers whose goods are not taken yet
/// @param taken units whose goods were taken
/// @param expired units whose vouchers expired
/// @param ratio smallest deliverable units of the goods per unit
public record IssueFigures(
    long issued, long outstanding, long openVouchers, long taken, long expired, long ratio) {

  /// The figures as they are.
  public static IssueFigures of(LedgerView view, InstrumentId id) {
    Issue issue = Issues.require(view, id);
    return new IssueFigures(
        issue.units(),
        sum(view, id, Name.SUPPLY),
        sum(view, id, Name.OPEN_VOUCHERS),
        sum(view, id, Name.TAKEN),
        sum(view, id, Name.EXPIRED),
        issue.ratio());
  }

  private static long sum(LedgerView view, InstrumentId id, Name name) {
    return new StripedTotal(id, name).sum(view);
  }
}
