package io.kedge.scenario.workload;

import io.kedge.contract.CommandRefusal;
import io.kedge.contract.Envelope;
import io.kedge.contract.MapView;
import io.kedge.contract.Outcome;
import io.kedge.contract.ParsedCommand;
import io.kedge.contract.RefusedException;
import io.kedge.contract.RuleBook;
import io.kedge.contract.SignatureCheck;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The slow twin of a node: the rules, a map and a list of what was decided, one command after the
/// other and nothing else. It turns away what a node turns away, before ordering.
public final class PlainLedger {
  private final String ledgerId;
  private final RuleBook rules;
  private final SignatureCheck check;
  private final MapView state = new MapView();
  private final SortedMap<CommandId, Outcome> decided = new TreeMap<>();

  /// A ledger that begins with a genesis.
  public PlainLedger(Genesis genesis, RuleBook rules, SignatureCheck check) {
    this.ledgerId = genesis.ledgerId().hex();
    this.rules = rules;
    this.check = check;
    state.apply(genesis.changes());
  }

  /// What came of an envelope.
  ///
  /// @param id the command, where it is in the log: decided now, or earlier
  /// @param again true where it had been decided earlier, and this is that result
  /// @param outcome the result; its changes are in the state already
  public record Answer(Optional<CommandId> id, boolean again, Outcome outcome) {
    private static Answer turnedAway(Outcome outcome) {
      return new Answer(Optional.empty(), false, outcome);
    }
  }

  /// Takes an envelope at a ledger time.
  public Answer submit(Bytes envelope, LedgerTime now) {
    ParsedCommand<?> parsed;
    try {
      parsed = rules.parse(ledgerId, Envelope.read(envelope));
    } catch (MalformedException e) {
      return Answer.turnedAway(
          Outcome.refused(CommandRefusal.MALFORMED, String.valueOf(e.getMessage())));
    } catch (RefusedException e) {
      return Answer.turnedAway(Outcome.refused(e.refusal(), e.decision().detail()));
    }
    Outcome earlier = decided.get(parsed.id());
    if (earlier != null) {
      return new Answer(Optional.of(parsed.id()), true, earlier);
    }
    try {
      rules.authenticate(parsed, state, now, check);
    } catch (RefusedException e) {
      return Answer.turnedAway(Outcome.refused(e.refusal(), e.decision().detail()));
    }
    Outcome outcome = rules.decide(parsed, state, now);
    state.apply(outcome.changes());
    decided.put(parsed.id(), outcome);
    return new Answer(Optional.of(parsed.id()), false, outcome);
  }

  /// The state after the last command.
  public MapView state() {
    return state;
  }

  /// Everything that was decided, by command.
  public SortedMap<CommandId, Outcome> decided() {
    return Collections.unmodifiableSortedMap(decided);
  }
}
