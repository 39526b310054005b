package io.kedge.scenario.run;

import io.kedge.contract.Envelope;
import io.kedge.contract.MapView;
import io.kedge.contract.Outcome;
import io.kedge.contract.RuleBook;
import io.kedge.contract.SignatureCheck;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.LedgerTime;
import java.util.SortedMap;
import java.util.TreeMap;

/// A ledger in memory without durability, log or proofs: the rules and a map. Its clock jumps.
///
/// Not safe for use by several threads.
public final class MemoryTarget implements Target {
  private final String ledgerId;
  private final RuleBook rules;
  private final SignatureCheck check;
  private final MapView state = new MapView();
  private final SortedMap<CommandId, Answer> answers = new TreeMap<>();
  private LedgerTime now;

  /// A ledger that begins with a genesis.
  public MemoryTarget(Genesis genesis, RuleBook rules, SignatureCheck check) {
    this.ledgerId = genesis.ledgerId().hex();
    this.rules = rules;
    this.check = check;
    this.now = genesis.time();
    state.apply(genesis.changes());
  }

  @Override
  public String ledgerId() {
    return ledgerId;
  }

  @Override
  public LedgerTime now() {
    return now;
  }

  @Override
  public void advanceTo(LedgerTime time) {
    now = now.isBefore(time) ? time : now;
  }

  @Override
  public Answer submit(Bytes envelope) {
    CommandId id = Envelope.read(envelope).id();
    Answer earlier = answers.get(id);
    if (earlier != null) {
      return earlier;
    }
    Outcome outcome = rules.execute(ledgerId, envelope, state, now, check);
    state.apply(outcome.changes());
    var answer = new Answer(id, now, outcome);
    answers.put(id, answer);
    return answer;
  }

  /// The state, for tests.
  public MapView state() {
    return state;
  }
}
