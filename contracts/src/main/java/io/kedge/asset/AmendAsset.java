package io.kedge.asset;

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

/// `asset.amend`: an owner changes a confirmed asset. Harmless attributes change at once, anything
/// else when it is attested and no units are issued on the asset (B-25, I-29).
public final class AmendAsset implements Contract<AssetCommand.Amend> {
  @Override
  public CommandType type() {
    return CommandType.of("asset.amend");
  }

  @Override
  public AssetCommand.Amend decode(Fields body) {
    return new AssetCommand.Amend(
        body.id("asset", AssetId::new), AssetContent.read(body), body.time("deadline"));
  }

  @Override
  public Decision decide(Signed<AssetCommand.Amend> signed, LedgerView view, LedgerTime now) {
    AssetContent content = signed.value().content();
    Parties.requireRole(view, signed.party(), Role.OWNER);
    Asset asset = Assets.require(view, signed.value().asset());
    RefusedException.unless(
        asset.owner().equals(signed.party()), AssetRefusal.NOT_THE_OWNER, asset.owner());
    Freezes.requireNone(view, FreezeSubject.of(asset.id()));
    Assets.requireConfirmed(asset);
    requireNoneOpen(asset, view, now);
    RefusedException.unless(
        content.entry().equals(asset.content().entry()),
        AssetRefusal.ENTRY_DIFFERS,
        asset.content().entry());
    RefusedException.unless(
        !content.equals(asset.content()), AssetRefusal.NOTHING_CHANGES, asset.id());
    CatalogueEntry entry = Catalogue.require(view, content.entry());
    return harmless(asset.content(), content, entry)
        ? amend(asset, content)
        : propose(asset, signed, entry, view, now);
  }

  private static void requireNoneOpen(Asset asset, LedgerView view, LedgerTime now) {
    boolean open =
        view.get(Amendment.key(asset.id()))
            .map(Amendment::decode)
            .map(amendment -> Statements.require(view, amendment.statement()))
            .map(filed -> !Statements.lapsed(filed, view, now, FreezeSubject.of(asset.id())))
            .orElse(false);
    RefusedException.unless(!open, AssetRefusal.AMENDMENT_OPEN, asset.id());
  }

  private static boolean harmless(AssetContent old, AssetContent next, CatalogueEntry entry) {
    return old.withAttributes(next.attributes()).equals(next)
        && entry.harmless().containsAll(old.attributes().differing(next.attributes()));
  }

  private static Decision amend(Asset asset, AssetContent content) {
    Asset next = asset.with(content, asset.unit(), asset.status(), asset.statement());
    return Decision.accept()
        .put(Asset.key(next.id()), next.encoded())
        .event(new AssetEvent.Amended(next).encoded())
        .build();
  }

  private static Decision propose(
      Asset asset,
      Signed<AssetCommand.Amend> signed,
      CatalogueEntry entry,
      LedgerView view,
      LedgerTime now) {
    AssetContent content = signed.value().content();
    Filing.requireSound(entry, content, view);
    RefusedException.unless(
        !asset.anchoring(), AssetRefusal.LIVE_ISSUES, asset.anchored(), "units anchored");
    var filed = new StatementId(signed.id().output(0));
    var amendment = new Amendment(asset.id(), asset.version(), content, filed);
    var decision =
        Decision.accept()
            .put(Amendment.key(asset.id()), amendment.encoded())
            .event(new AssetEvent.AmendmentFiled(amendment).encoded());
    Filing.file(
        asset.with(content, asset.unit(), asset.status(), filed),
        AmendmentEffect.KIND,
        entry,
        Optional.of(Statements.require(view, asset.statement())),
        signed.value().deadline(),
        view,
        now,
        decision);
    return decision.build();
  }
}
