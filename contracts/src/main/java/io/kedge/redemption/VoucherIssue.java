package io.kedge.redemption;

import io.kedge.asset.Asset;
import io.kedge.asset.AssetRight;
import io.kedge.asset.Assets;
import io.kedge.contract.LedgerView;
import io.kedge.issue.Issue;
import io.kedge.issue.Issues;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.VoucherId;
import io.kedge.note.Postings;
import io.kedge.note.StripedTotal;
import io.kedge.offering.Offering;
import io.kedge.voucher.Voucher;
import io.kedge.voucher.VoucherEvent;
import io.kedge.voucher.VoucherRight;
import io.kedge.voucher.VoucherState;
import io.kedge.voucher.Vouchers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Burns units into a voucher: the one place where outstanding units become open vouchers.
final class VoucherIssue {
  private final Postings postings;
  private final CommandId command;
  private final LedgerView view;
  private final Offering offering;

  VoucherIssue(Postings postings, CommandId command, LedgerView view, Offering offering) {
    this.postings = postings;
    this.command = command;
    this.view = view;
    this.offering = offering;
  }

  /// Burns units that were taken out of notes.
  ///
  /// @param holder in whose name the voucher is made out
  /// @param units how many, at least 1
  /// @param person salted commitment to the person it is made out to, if any
  void burn(PartyId holder, long units, Optional<Digest> person) {
    Issue issue = Issues.require(view, offering.issue());
    Asset asset = Assets.require(view, issue.asset());
    LedgerTime now = postings.now();
    postings.burn(new Quantity(issue.id(), units));
    var voucher =
        new Voucher(
            new VoucherId(postings.nextId()),
            holder,
            person,
            issue.id(),
            offering.id(),
            asset.id(),
            units,
            issue.ratio(),
            rights(asset, issue.goods(units)),
            now,
            now.plusMillis(offering.terms().redemption().voucherMillis()),
            Optional.empty(),
            new VoucherState.Open());
    postings.out().put(Vouchers.key(voucher.id()), voucher.encoded());
    postings.out().event(new VoucherEvent.Issued(voucher).encoded());
    new StripedTotal(issue.id(), StripedTotal.Name.OPEN_VOUCHERS)
        .add(view, command, units)
        .ifPresent(postings.out()::add);
  }

  /// Rights are counted per smallest deliverable unit of the goods.
  private static List<VoucherRight> rights(Asset asset, long goods) {
    var rights = new ArrayList<VoucherRight>();
    for (AssetRight right : asset.rights()) {
      long total = Math.multiplyExact(goods, right.countPerUnit());
      rights.add(new VoucherRight(right.type().value(), right.holder(), total, 0));
    }
    return rights;
  }
}
