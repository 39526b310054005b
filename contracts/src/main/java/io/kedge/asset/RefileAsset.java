package io.kedge.asset;

import io.kedge.attestation.Statement;
import io.kedge.attestation.Statements;
import io.kedge.catalogue.Catalogue;
import io.kedge.catalogue.CatalogueEntry;
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

/// `asset.refile`: an owner files a corrected version of an asset that was declined, withdrawn or
/// lapsed; its statement links the earlier one (I-35).
public final class RefileAsset implements Contract<AssetCommand.Refile> {
  @Override
  public CommandType type() {
    return CommandType.of("asset.refile");
  }

  @Override
  public AssetCommand.Refile decode(Fields body) {
    return new AssetCommand.Refile(
        body.id("asset", AssetId::new), AssetContent.read(body), body.time("deadline"));
  }

  @Override
  public Decision decide(Signed<AssetCommand.Refile> signed, LedgerView view, LedgerTime now) {
    AssetContent content = signed.value().content();
    Parties.requireRole(view, signed.party(), Role.OWNER);
    Asset asset = Assets.require(view, signed.value().asset());
    RefusedException.unless(
        asset.owner().equals(signed.party()), AssetRefusal.NOT_THE_OWNER, asset.owner());
    Freezes.requireNone(view, FreezeSubject.of(asset.id()));
    Statement previous = Statements.require(view, asset.statement());
    RefusedException.unless(
        correctable(asset, previous, view, now),
        AssetRefusal.NOT_TO_BE_REFILED,
        asset.id(),
        asset.status());
    CatalogueEntry entry = Catalogue.requireCurrent(view, content.entry());
    Filing.requireSound(entry, content, view);
    var filed = new StatementId(signed.id().output(0));
    Asset next = asset.with(content, entry.unit(), AssetStatus.PENDING, filed);
    var decision =
        Decision.accept()
            .put(Asset.key(next.id()), next.encoded())
            .event(new AssetEvent.Refiled(next).encoded());
    Filing.file(
        next,
        RegistrationEffect.KIND,
        entry,
        Optional.of(previous),
        signed.value().deadline(),
        view,
        now,
        decision);
    return decision.build();
  }

  private static boolean correctable(
      Asset asset, Statement previous, LedgerView view, LedgerTime now) {
    return switch (asset.status()) {
      case PENDING -> Statements.lapsed(previous, view, now, FreezeSubject.of(asset.id()));
      case CONFIRMED -> false;
      case DECLINED, WITHDRAWN -> true;
    };
  }
}
