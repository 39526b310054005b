package io.kedge.issue;

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
}
