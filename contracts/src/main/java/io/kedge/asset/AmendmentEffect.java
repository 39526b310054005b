package io.kedge.asset;

import io.kedge.attestation.Statement;
import io.kedge.attestation.StatementEffect;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.LedgerTime;
import java.util.List;

/// What the attestation of an amendment does: the asset is what the amendment says, where no units
/// were issued on it in between (I-29).
public final class AmendmentEffect implements StatementEffect {
  static final String KIND = "asset.amendment";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<FreezeSubject> clockSubjects(Statement statement, LedgerView view) {
    return List.of(FreezeSubject.of(new AssetId(statement.subject())));
  }

  @Override
  public void onEffective(
      Statement statement, LedgerView view, LedgerTime now, Decision.Builder decision) {
    Asset asset = Assets.require(view, new AssetId(statement.subject()));
    Amendment amendment = amendment(asset.id(), view);
    Freezes.requireNone(view, FreezeSubject.of(asset.id()));
    RefusedException.unless(
        !asset.anchoring(), AssetRefusal.LIVE_ISSUES, asset.anchored(), "units anchored");
    RefusedException.unless(
        asset.version() == amendment.baseVersion(),
        AssetRefusal.CHANGED_MEANWHILE,
        "version",
        asset.version());
    Asset next = asset.with(amendment.content(), asset.unit(), asset.status(), statement.id());
    decision
        .put(Asset.key(next.id()), next.encoded())
        .delete(Amendment.key(next.id()))
        .event(new AssetEvent.Amended(next).encoded());
  }

  @Override
  public void onEnded(
      Statement statement, LedgerView view, LedgerTime now, Decision.Builder decision) {
    var asset = new AssetId(statement.subject());
    decision
        .delete(Amendment.key(asset))
        .event(new AssetEvent.AmendmentEnded(asset, statement.id()).encoded());
  }

  private static Amendment amendment(AssetId asset, LedgerView view) {
    return view.get(Amendment.key(asset))
        .map(Amendment::decode)
        .orElseThrow(() -> new IllegalStateException("an open amendment has its entry"));
  }
}
