package io.kedge.attestation;

import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.LedgerTime;
import java.util.List;

/// What the statements of one kind do. The concept that files them implements it; the rule book
/// hands it to the commands of attestation, which run it within the command that ends a statement.
public interface StatementEffect {
  /// Which statements, [Statement#kind].
  String kind();

  /// What stops the statement's clock while it is frozen; a frozen subject's statement does not
  /// lapse.
  List<FreezeSubject> clockSubjects(Statement statement, LedgerView view);

  /// The last signature that was needed is there: adds what follows to the decision. The entry of
  /// the statement itself is written by the caller.
  ///
  /// @param statement as it will be
  /// @throws io.kedge.contract.RefusedException where it cannot take effect now; the signature that
  ///     would have completed it is refused with it
  void onEffective(Statement statement, LedgerView view, LedgerTime now, Decision.Builder decision);

  /// The statement was declined or withdrawn: adds what follows to the decision.
  ///
  /// @param statement as it will be
  void onEnded(Statement statement, LedgerView view, LedgerTime now, Decision.Builder decision);
}
