package io.kedge.reduction;

import io.kedge.asset.Asset;
import io.kedge.asset.Assets;
import io.kedge.attestation.AttestationPolicy;
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
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.StatementId;
import io.kedge.party.Parties;
import io.kedge.party.Role;
import java.util.Optional;

/// `reduction.apply`: the issuer of an asset applies to lower its quantity (A-52, B-16, H-14).
public final class ApplyForReduction implements Contract<ReductionCommand.Apply> {
  @Override
  public CommandType type() {
    return CommandType.of("reduction.apply");
  }

  @Override
  public ReductionCommand.Apply decode(Fields body) {
    return new ReductionCommand.Apply(
        body.id("asset", AssetId::new),
        body.positive("quantity"),
        body.text("reason"),
        body.time("deadline"));
  }

  @Override
  public long units(ReductionCommand.Apply command) {
    return command.quantity();
  }

  @Override
  public Decision decide(Signed<ReductionCommand.Apply> signed, LedgerView view, LedgerTime now) {
    ReductionCommand.Apply command = signed.value();
    Parties.requireRole(view, signed.party(), Role.ISSUER);
    Asset asset = Assets.requireConfirmed(view, command.asset());
    Freezes.requireNone(view, FreezeSubject.of(asset.id()));
    RefusedException.unless(
        asset.issuer().equals(signed.party()), ReductionRefusal.NOT_THE_ISSUER, asset.issuer());
    requireFree(asset, command.quantity());
    var reduction =
        new Reduction(
            new ReductionId(signed.id().output(0)),
            asset.id(),
            signed.party(),
            command.quantity(),
            command.reason(),
            ReductionStatus.APPLIED,
            new StatementId(signed.id().output(1)));
    var decision =
        Decision.accept()
            .put(Reduction.key(reduction.id()), reduction.encoded())
            .event(new ReductionEvent.Applied(reduction).encoded());
    AttestationPolicy policy =
        Catalogue.require(view, asset.content().entry()).policy(AttestedStep.REDUCTION);
    StatementDraft draft =
        StatementDraft.under(
            policy,
            Assets.slots(policy, asset),
            reduction.statement(),
            ReductionEffect.KIND,
            reduction.id().value(),
            signed.party(),
            Optional.empty(),
            reduction.attestedDigest(),
            command.deadline());
    Statements.file(draft, view, now, decision);
    return decision.build();
  }

  static void requireFree(Asset asset, long quantity) {
    RefusedException.unless(
        quantity <= asset.free(),
        ReductionRefusal.BELOW_ANCHORED,
        quantity,
        "of",
        asset.free(),
        "free");
  }
}
