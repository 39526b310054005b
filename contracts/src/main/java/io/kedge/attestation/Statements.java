package io.kedge.attestation;

import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.party.Parties;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Files statements and answers questions about them, for the concepts that make them.
public final class Statements {
  /// How many places for signatures a statement can have.
  public static final int SLOTS_MAX = 64;

  private Statements() {}

  /// A statement, whatever its state.
  public static Optional<Statement> find(LedgerView view, StatementId id) {
    return view.get(Statement.key(id)).map(Statement::decode);
  }

  /// A statement, whatever its state.
  ///
  /// @throws RefusedException [AttestationRefusal#STATEMENT_UNKNOWN]
  public static Statement require(LedgerView view, StatementId id) {
    return find(view, id)
        .orElseThrow(() -> RefusedException.because(AttestationRefusal.STATEMENT_UNKNOWN, id));
  }

  /// True where the statement did not take effect by its deadline, on a clock that stands still
  /// while one of the subjects is frozen.
  ///
  /// @param subjects the same as [StatementEffect#clockSubjects]
  public static boolean lapsed(
      Statement statement, LedgerView view, LedgerTime now, FreezeSubject... subjects) {
    return statement.open()
        && Freezes.clock(view, now, statement.filedAt(), subjects).isAfter(statement.deadline());
  }

  /// Files a statement: writes its entry and tells it. The parties named in its slots are checked
  /// here; anybody who signs is checked again then.
  ///
  /// @throws RefusedException [AttestationRefusal#DEADLINE_PASSED],
  ///     [AttestationRefusal#TOO_MANY_SLOTS], a [io.kedge.party.PartyRefusal] where a named party
  ///     does not act in its role, or [AttestationRefusal#POLICY_UNSATISFIABLE]
  public static Statement file(
      StatementDraft draft, LedgerView view, LedgerTime now, Decision.Builder decision) {
    List<Slot> slots = draft.slots();
    RefusedException.unless(
        draft.deadline().isAfter(now), AttestationRefusal.DEADLINE_PASSED, draft.deadline());
    RefusedException.unless(
        slots.size() <= SLOTS_MAX, AttestationRefusal.TOO_MANY_SLOTS, slots.size());
    for (Slot slot : slots) {
      slot.party().ifPresent(party -> Parties.requireRole(view, party, slot.role()));
    }
    requireSatisfiable(draft);
    var statement =
        new Statement(
            draft.id(),
            draft.kind(),
            draft.subject(),
            draft.previous().map(previous -> previous.version() + 1).orElse(1),
            draft.previous().map(Statement::id),
            draft.maker(),
            now,
            draft.digest(),
            slots,
            draft.threshold(),
            draft.allowSameParty(),
            draft.deadline(),
            List.of(),
            new StatementState.Open());
    decision
        .put(Statement.key(statement.id()), statement.encoded())
        .event(new AttestationEvent.Filed(statement).encoded());
    return statement;
  }

  /// A party that is named for several slots can fill one of them only, unless the policy allows
  /// more.
  private static void requireSatisfiable(StatementDraft draft) {
    var named = new TreeSet<PartyId>();
    int fillable = 0;
    for (Slot slot : draft.slots()) {
      if (slot.party().isEmpty() || named.add(slot.party().get()) || draft.allowSameParty()) {
        fillable++;
      }
    }
    RefusedException.unless(
        fillable >= draft.threshold() && !draft.slots().isEmpty(),
        AttestationRefusal.POLICY_UNSATISFIABLE,
        fillable,
        "different parties for",
        draft.threshold(),
        "signatures");
  }
}
