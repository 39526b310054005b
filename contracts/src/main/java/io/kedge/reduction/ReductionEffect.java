package io.kedge.reduction;

import io.kedge.asset.Asset;
import io.kedge.asset.Assets;
import io.kedge.attestation.Statement;
import io.kedge.attestation.StatementEffect;
import io.kedge.attestation.StatementState;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.kernel.LedgerTime;
import java.util.List;

/// What the attestation of a reduction does: the asset's quantity falls, where still so much of it
/// is free (I-14, H-16).
public final class ReductionEffect implements StatementEffect {
  static final String KIND = "reduction.application";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<FreezeSubject> clockSubjects(Statement statement, LedgerView view) {
    return List.of(FreezeSubject.of(reduction(statement, view).asset()));
  }

  @Override
  public void onEffective(
      Statement statement, LedgerView view, LedgerTime now, Decision.Builder decision) {
    Reduction reduction = reduction(statement, view);
    Asset asset = Assets.requireConfirmed(view, reduction.asset());
    Freezes.requireNone(view, FreezeSubject.of(asset.id()));
    ApplyForReduction.requireFree(asset, reduction.quantity());
    Asset next = asset.withQuantity(asset.quantity() - reduction.quantity());
    decision
        .put(Asset.key(next.id()), next.encoded())
        .put(Reduction.key(reduction.id()), reduction.with(ReductionStatus.EFFECTIVE).encoded())
        .event(new ReductionEvent.TookEffect(reduction.id(), next.id(), next.quantity()).encoded());
  }

  @Override
  public void onEnded(
      Statement statement, LedgerView view, LedgerTime now, Decision.Builder decision) {
    Reduction reduction = reduction(statement, view);
    ReductionStatus status =
        statement.state() instanceof StatementState.Withdrawn
            ? ReductionStatus.WITHDRAWN
            : ReductionStatus.DECLINED;
    decision
        .put(Reduction.key(reduction.id()), reduction.with(status).encoded())
        .event(new ReductionEvent.Ended(reduction.id(), status).encoded());
  }

  private static Reduction reduction(Statement statement, LedgerView view) {
    return Reductions.find(view, new ReductionId(statement.subject()))
        .orElseThrow(() -> new IllegalStateException("a filed reduction has its entry"));
  }
}
