package io.kedge.ledger.node;

import io.kedge.contract.CommandRefusal;
import io.kedge.contract.Key;
import io.kedge.contract.Outcome;
import io.kedge.contract.ParsedCommand;
import io.kedge.contract.RefusedException;
import io.kedge.contract.RuleBook;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.state.CommandRecord;
import io.kedge.ledger.state.StateDamagedException;
import io.kedge.ledger.state.WorkingState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Executes batches, one after the other: a pure function of the state before, the time and the
/// commands, the same on every node.
///
/// A command whose signatures verify consumes its id, accepted or refused; bytes that no key of the
/// ledger vouches for consume nothing, so that nobody can spoil another's command by ordering a
/// broken copy of it.
final class BatchExecutor {
  private final RuleBook rules;
  private final WorkingState state;

  /// True where the batch before, or what was fetched for it, was not all in memory. Looking ahead
  /// costs more than it saves while everything is.
  private boolean missing = true;

  BatchExecutor(RuleBook rules, WorkingState state) {
    this.rules = rules;
    this.state = state;
  }

  /// What a batch gave.
  ///
  /// @param commands the commands, with their signatures as leaves store them
  /// @param outcomes one for each command, in order
  /// @param decided the commands whose id it consumed
  record Executed(
      List<PreparedCommand> commands,
      List<Outcome> outcomes,
      Map<CommandId, CommandRecord> decided) {}

  Executed execute(long number, LedgerTime time, List<PreparedCommand> commands) {
    state.begin();
    Set<CommandId> consumed = state.executed(asked(commands));
    if (missing) {
      prefetch(commands);
    }
    var stored = new ArrayList<PreparedCommand>(commands.size());
    var outcomes = new ArrayList<Outcome>(commands.size());
    for (int i = 0; i < commands.size(); i++) {
      PreparedCommand command = commands.get(i);
      boolean again = consumed.contains(command.id());
      var keys = new KeysSeen(command.check());
      Decided decided = decide(number, time, command, keys, again);
      if (decided.consumes()) {
        consumed.add(command.id());
        state.decided(command.id(), new CommandRecord(number, i, decided.outcome().code()));
      }
      state.apply(decided.outcome().changes());
      outcomes.add(decided.outcome());
      stored.add(keys.p256().isEmpty() ? command : command.withStoredSignatures(keys.p256()));
    }
    missing = state.takeMisses() > 0;
    return new Executed(stored, outcomes, state.end());
  }

  private static List<WorkingState.Asked> asked(List<PreparedCommand> commands) {
    var asked = new ArrayList<WorkingState.Asked>(commands.size());
    for (PreparedCommand command : commands) {
      asked.add(new WorkingState.Asked(command.id(), command.askedAt()));
    }
    return asked;
  }

  private record Decided(Outcome outcome, boolean consumes) {}

  private Decided decide(
      long number, LedgerTime time, PreparedCommand command, KeysSeen keys, boolean again) {
    Outcome early = command.early();
    ParsedCommand<?> parsed = command.parsed();
    if (early != null || parsed == null) {
      return new Decided(
          early != null ? early : Outcome.refused(CommandRefusal.MALFORMED, ""), false);
    }
    if (again) {
      return new Decided(Outcome.refused(CommandRefusal.ALREADY_DECIDED, ""), false);
    }
    try {
      rules.authenticate(parsed, state.executing(), time, keys);
      return new Decided(rules.decide(parsed, state.executing(), time), true);
    } catch (RefusedException e) {
      return new Decided(Outcome.refused(e.refusal(), e.decision().detail()), false);
    } catch (StateDamagedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new NodeFault(
          NodeFault.Kind.CONTRACT_FAILED, "block " + number + ", command " + command.id(), e);
    }
  }

  private void prefetch(List<PreparedCommand> commands) {
    Set<Key> keys = new HashSet<>();
    for (PreparedCommand command : commands) {
      ParsedCommand<?> parsed = command.parsed();
      if (parsed != null) {
        for (Key key : parsed.reads()) {
          if (!state.has(key)) {
            keys.add(key);
          }
        }
      }
    }
    if (!keys.isEmpty()) {
      state.prefetch(keys);
    }
  }
}
