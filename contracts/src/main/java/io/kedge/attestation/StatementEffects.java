package io.kedge.attestation;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.StatementId;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The effects of all kinds of statements, by kind.
public final class StatementEffects {
  private final SortedMap<String, StatementEffect> byKind;

  /// The given effects, each for another kind.
  public StatementEffects(Collection<? extends StatementEffect> effects) {
    var map = new TreeMap<String, StatementEffect>();
    for (StatementEffect effect : effects) {
      if (map.put(effect.kind(), effect) != null) {
        throw new IllegalArgumentException("two effects of " + effect.kind());
      }
    }
    byKind = Collections.unmodifiableSortedMap(map);
  }

  /// The effect of a statement that was filed under these rules.
  StatementEffect of(Statement statement) {
    StatementEffect effect = byKind.get(statement.kind());
    if (effect == null) {
      throw new IllegalStateException("no effect for statements of kind " + statement.kind());
    }
    return effect;
  }

  /// A statement that still takes signatures.
  ///
  /// @throws RefusedException [AttestationRefusal#STATEMENT_UNKNOWN],
  ///     [AttestationRefusal#STATEMENT_ENDED] or [AttestationRefusal#STATEMENT_LAPSED]
  Statement requireOpen(StatementId id, LedgerView view, LedgerTime now) {
    Statement statement = Statements.require(view, id);
    RefusedException.unless(
        statement.open(), AttestationRefusal.STATEMENT_ENDED, id, statement.state().name());
    RefusedException.unless(
        !lapsed(statement, view, now),
        AttestationRefusal.STATEMENT_LAPSED,
        id,
        "at",
        statement.deadline());
    return statement;
  }

  /// Refuses while what the statement is about is frozen: nothing frozen ends.
  void requireNotFrozen(Statement statement, LedgerView view) {
    Freezes.requireNone(view, subjects(statement, view));
  }

  private FreezeSubject[] subjects(Statement statement, LedgerView view) {
    return of(statement).clockSubjects(statement, view).toArray(FreezeSubject[]::new);
  }

  private boolean lapsed(Statement statement, LedgerView view, LedgerTime now) {
    return Statements.lapsed(statement, view, now, subjects(statement, view));
  }
}
