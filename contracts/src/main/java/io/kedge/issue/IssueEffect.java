package io.kedge.issue;

import io.kedge.asset.Asset;
import io.kedge.asset.AssetRefusal;
import io.kedge.asset.Assets;
import io.kedge.attestation.Slot;
import io.kedge.attestation.Statement;
import io.kedge.attestation.StatementEffect;
import io.kedge.attestation.StatementState;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.note.Instrument;
import io.kedge.party.Role;
import java.util.List;
import java.util.Optional;

/// What the confirmation of an issue does: its goods are committed on the anchor, and the
/// instrument exists (H-34, H-35). Whether the anchor still has that much free is asked again here.
public final class IssueEffect implements StatementEffect {
  static final String KIND = "issue.confirmation";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<FreezeSubject> clockSubjects(Statement statement, LedgerView view) {
    Issue issue = Issues.require(view, new InstrumentId(statement.subject()));
    return List.of(FreezeSubject.of(issue.asset()));
  }

  @Override
  public void onEffective(
      Statement statement, LedgerView view, LedgerTime now, Decision.Builder decision) {
    Issue issue = Issues.require(view, new InstrumentId(statement.subject()));
    Asset asset = Assets.requireConfirmed(view, issue.asset());
    Freezes.requireNone(view, FreezeSubject.of(asset.id()));
    RefusedException.unless(
        issue.attestedDigest(asset.version()).equals(statement.digest()),
        AssetRefusal.CHANGED_MEANWHILE,
        "version",
        asset.version());
    RefusedException.unless(
        issue.venue().isEmpty() || venueSigned(statement),
        IssueRefusal.VENUE_NOT_CONFIRMED,
        issue.venue());
    long goods = issue.goods(issue.units());
    Asset committed = Assets.commit(asset, goods);
    Issue next = issue.with(IssueStatus.CONFIRMED);
    var instrument =
        new Instrument(
            issue.id(), Instrument.Kind.ISSUE, issue.symbol(), Optional.of(issue.asset()), 0, 0);
    decision
        .put(Issue.key(next.id()), next.encoded())
        .put(Asset.key(asset.id()), committed.encoded())
        .put(Instrument.key(next.id()), instrument.encoded())
        .event(new IssueEvent.Confirmed(next.id(), statement.id(), asset.id(), goods).encoded());
  }

  private static boolean venueSigned(Statement statement) {
    return statement.signatures().stream()
        .map(signature -> statement.slots().get(signature.slot()))
        .map(Slot::role)
        .anyMatch(Role.VENUE::equals);
  }

  @Override
  public void onEnded(
      Statement statement, LedgerView view, LedgerTime now, Decision.Builder decision) {
    Issue issue = Issues.require(view, new InstrumentId(statement.subject()));
    Issue next =
        issue.with(
            statement.state() instanceof StatementState.Withdrawn
                ? IssueStatus.WITHDRAWN
                : IssueStatus.DECLINED);
    decision
        .put(Issue.key(next.id()), next.encoded())
        .event(new IssueEvent.Ended(next.id(), next.status()).encoded());
  }
}
