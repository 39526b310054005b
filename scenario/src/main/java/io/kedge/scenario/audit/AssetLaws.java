package io.kedge.scenario.audit;

import io.kedge.asset.Asset;
import io.kedge.contract.Change;
import io.kedge.issue.Issue;
import io.kedge.issue.IssueStatus;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.InstrumentId;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingStatus;
import io.kedge.subscription.Application;
import java.util.List;
import java.util.TreeSet;

/// The laws that tie issues to their anchors, in the state after a command.
final class AssetLaws {
  private final Books books;
  private final Finding finding;

  AssetLaws(Books books, Finding finding) {
    this.books = books;
    this.finding = finding;
  }

  /// Checks the anchors whose entries, or whose issues' entries, changed.
  void check(List<Change> changes) {
    var assets = new TreeSet<AssetId>();
    for (Change change : changes) {
      if (change instanceof Change.Put(var key, var value)) {
        if (key.concept().equals("asset")) {
          assets.add(Asset.decode(value).id());
        } else if (key.concept().equals("issue")) {
          assets.add(Issue.decode(value).asset());
        }
      }
    }
    assets.forEach(this::check);
  }

  private void check(AssetId id) {
    Asset asset =
        books
            .state()
            .get(Asset.key(id))
            .map(Asset::decode)
            .orElseThrow(() -> new IllegalArgumentException("an issue on no asset: " + id));
    long issued =
        books.entries("issue").values().stream()
            .map(Issue::decode)
            .filter(issue -> issue.asset().equals(id) && issue.status() == IssueStatus.CONFIRMED)
            .mapToLong(issue -> Math.multiplyExact(issue.ratio(), issue.units()))
            .reduce(0, Math::addExact);
    finding.require(
        issued == asset.anchored() && issued <= asset.quantity(),
        Law.ANCHOR_CARRIES_ITS_ISSUES,
        id + " of " + asset.quantity() + " anchors " + asset.anchored() + ", issued " + issued);
  }

  /// Once an offering is settled every unit that was sold is somewhere: in a note, a lock, an open
  /// voucher, taken, expired, or waits in an application that was set aside.
  void checkUnits(InstrumentId id, VoucherLaws.Figures vouchers) {
    var offering =
        books.entries("offering").values().stream()
            .map(Offering::decode)
            .filter(o -> o.issue().equals(id) && o.status() == OfferingStatus.SETTLED)
            .findFirst();
    if (offering.isEmpty()) {
      return;
    }
    long aside =
        books.entries("subscription").values().stream()
            .map(Application::decode)
            .filter(a -> a.offering().equals(offering.get().id()))
            .filter(a -> a.status() == Application.Status.SET_ASIDE)
            .mapToLong(Application::allotted)
            .reduce(0, Math::addExact);
    Books.Tally tally = books.tally(id);
    long found =
        tally.notes + tally.locks + vouchers.open + vouchers.taken + vouchers.expired + aside;
    long sold =
        books
            .state()
            .get(Issue.key(id))
            .map(Issue::decode)
            .map(Issue::units)
            .orElseThrow(() -> new IllegalArgumentException("no issue " + id));
    finding.require(
        found == sold,
        Law.VOUCHERS_BACK_BURNED_UNITS,
        id + ": sold " + sold + ", notes, locks, vouchers, taken and expired are " + found);
  }
}
