package io.kedge.issue;

import io.kedge.asset.Asset;
import io.kedge.asset.Assets;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.InstrumentId;
import java.util.Optional;

/// Answers what is issued.
public final class Issues {
  private Issues() {}

  /// An issue, whatever its status.
  public static Optional<Issue> find(LedgerView view, InstrumentId id) {
    return view.get(Issue.key(id)).map(Issue::decode);
  }

  /// An issue that must exist.
  ///
  /// @throws RefusedException [IssueRefusal#ISSUE_UNKNOWN]
  public static Issue require(LedgerView view, InstrumentId id) {
    return find(view, id)
        .orElseThrow(() -> RefusedException.because(IssueRefusal.ISSUE_UNKNOWN, id));
  }

  /// Leaves an issue the units that were sold and frees the goods behind the others.
  ///
  /// @param sold units that were sold, at most those of the issue
  public static void shrink(LedgerView view, InstrumentId id, long sold, Decision.Builder out) {
    Issue issue = require(view, id);
    long goods = issue.goods(Math.subtractExact(issue.units(), sold));
    if (goods == 0) {
      return;
    }
    Asset asset = Assets.require(view, issue.asset());
    Asset freed = asset.withAnchored(Math.subtractExact(asset.anchored(), goods));
    out.put(Issue.key(id), issue.withUnits(sold).encoded());
    out.put(Asset.key(asset.id()), freed.encoded());
    out.event(new IssueEvent.Shrunk(id, sold, asset.id(), goods).encoded());
  }
}
