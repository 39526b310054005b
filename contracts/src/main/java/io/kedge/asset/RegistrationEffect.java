package io.kedge.asset;

import io.kedge.attestation.Statement;
import io.kedge.attestation.StatementEffect;
import io.kedge.attestation.StatementState;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.LedgerTime;
import java.util.List;

/// What the attestation of a registration does: the asset is confirmed (H-09).
public final class RegistrationEffect implements StatementEffect {
  static final String KIND = "asset.registration";

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
    Freezes.requireNone(view, FreezeSubject.of(asset.id()));
    Asset next = asset.with(AssetStatus.CONFIRMED);
    decision
        .put(Asset.key(next.id()), next.encoded())
        .event(new AssetEvent.Confirmed(next.id(), statement.id()).encoded());
  }

  @Override
  public void onEnded(
      Statement statement, LedgerView view, LedgerTime now, Decision.Builder decision) {
    Asset asset = Assets.require(view, new AssetId(statement.subject()));
    AssetStatus status =
        statement.state() instanceof StatementState.Withdrawn
            ? AssetStatus.WITHDRAWN
            : AssetStatus.DECLINED;
    decision
        .put(Asset.key(asset.id()), asset.with(status).encoded())
        .event(new AssetEvent.Ended(asset.id(), status).encoded());
  }
}
