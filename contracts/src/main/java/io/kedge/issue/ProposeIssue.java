package io.kedge.issue;

import io.kedge.asset.Asset;
import io.kedge.asset.Assets;
import io.kedge.attestation.AttestationPolicy;
import io.kedge.attestation.Slot;
import io.kedge.attestation.Statement;
import io.kedge.attestation.StatementDraft;
import io.kedge.attestation.Statements;
import io.kedge.catalogue.AttestedStep;
import io.kedge.catalogue.Catalogue;
import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Fields;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.party.Parties;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `issue.propose`: the issuer named on a confirmed anchor proposes an issue, and its confirmation
/// begins (C-06, H-33). Owner, every rights holder, issuer and operator confirm, and the outside
/// system where it may be offered there (C-07, C-39).
public final class ProposeIssue implements Contract<IssueCommand.Propose> {
  @Override
  public CommandType type() {
    return CommandType.of("issue.propose");
  }

  @Override
  public IssueCommand.Propose decode(Fields body) {
    return new IssueCommand.Propose(
        body.id("asset", AssetId::new),
        body.text("symbol"),
        body.positive("ratio"),
        body.positive("units"),
        body.optional("venue", name -> body.id(name, PartyId::new)),
        body.optional("corrects", name -> body.id(name, InstrumentId::new)),
        body.time("deadline"));
  }

  @Override
  public long units(IssueCommand.Propose command) {
    return command.units();
  }

  @Override
  public Decision decide(Signed<IssueCommand.Propose> signed, LedgerView view, LedgerTime now) {
    IssueCommand.Propose command = signed.value();
    Parties.requireRole(view, signed.party(), Role.ISSUER);
    Asset asset = Assets.requireConfirmed(view, command.asset());
    RefusedException.unless(
        asset.issuer().equals(signed.party()), IssueRefusal.NOT_NAMED_ON_ANCHOR, asset.issuer());
    Freezes.requireNone(view, FreezeSubject.of(asset.id()));
    Optional<Statement> previous = previous(signed, view, now);
    var issue =
        new Issue(
            new InstrumentId(signed.id().output(0)),
            command.symbol(),
            asset.id(),
            command.ratio(),
            command.units(),
            signed.party(),
            command.venue(),
            new StatementId(signed.id().output(1)),
            IssueStatus.PROPOSED);
    Assets.commit(asset, issue.goods(issue.units()));
    var decision =
        Decision.accept()
            .put(Issue.key(issue.id()), issue.encoded())
            .event(new IssueEvent.Proposed(issue).encoded());
    file(issue, asset, previous, command.deadline(), view, now, decision);
    return decision.build();
  }

  /// The statement of the issue that this one corrects (I-35).
  private static Optional<Statement> previous(
      Signed<IssueCommand.Propose> signed, LedgerView view, LedgerTime now) {
    if (signed.value().corrects().isEmpty()) {
      return Optional.empty();
    }
    Issue corrected = Issues.require(view, signed.value().corrects().get());
    Statement statement = Statements.require(view, corrected.statement());
    boolean ended =
        switch (corrected.status()) {
          case DECLINED, WITHDRAWN -> true;
          case PROPOSED ->
              Statements.lapsed(statement, view, now, FreezeSubject.of(corrected.asset()));
          case CONFIRMED, LIQUIDATED -> false;
        };
    RefusedException.unless(
        ended
            && corrected.issuer().equals(signed.party())
            && corrected.asset().equals(signed.value().asset()),
        IssueRefusal.NOT_TO_BE_CORRECTED,
        corrected.id(),
        "is",
        corrected.status());
    return Optional.of(statement);
  }

  private static void file(
      Issue issue,
      Asset asset,
      Optional<Statement> previous,
      LedgerTime deadline,
      LedgerView view,
      LedgerTime now,
      Decision.Builder decision) {
    AttestationPolicy policy =
        Catalogue.require(view, asset.content().entry()).policy(AttestedStep.ISSUE);
    var slots =
        new ArrayList<>(
            Assets.slots(policy, asset).stream()
                .filter(slot -> slot.role() != Role.VENUE)
                .toList());
    int threshold = policy.threshold().orElse(slots.size());
    issue.venue().ifPresent(venue -> slots.add(Slot.of(Role.VENUE, venue)));
    var draft =
        new StatementDraft(
            issue.statement(),
            IssueEffect.KIND,
            issue.id().value(),
            issue.issuer(),
            previous,
            issue.attestedDigest(asset.version()),
            List.copyOf(slots),
            threshold + (issue.venue().isPresent() ? 1 : 0),
            policy.allowSameParty(),
            deadline);
    Statements.file(draft, view, now, decision);
  }
}
