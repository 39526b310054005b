package io.kedge.bench.sim;

import io.kedge.contract.Outcome;
import io.kedge.contract.RuleBook;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.CommandId;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.rulebook.StandardRules;
import io.kedge.scenario.workload.PlainLedger;
import io.kedge.scenario.workload.Step;
import io.kedge.scenario.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A market's commands in advance, each with the result it has where all are handed in one by one.
///
/// @param genesis what the ledger begins with
/// @param lines the commands in their order
record SimScript(Genesis genesis, List<Line> lines) {
  /// One command.
  ///
  /// @param step what to hand in, and when
  /// @param id its id, where it gets into the log; empty where it is turned away
  /// @param code its result
  record Line(Step step, Optional<CommandId> id, String code) {}

  static RuleBook rules() {
    return StandardRules.version1();
  }

  static SimScript of(long seed, int steps, int stateRootEvery) {
    var workload = new Workload(seed, new SimSigning(), stateRootEvery);
    var ledger = new PlainLedger(workload.genesis(), rules(), SignatureRule.standard());
    var lines = new ArrayList<Line>();
    for (int i = 0; i < steps; i++) {
      Step step = workload.next();
      PlainLedger.Answer answer = ledger.submit(step.envelope(), step.time());
      Outcome outcome = answer.outcome();
      workload.shown(answer.again() ? List.of() : outcome.changes());
      lines.add(new Line(step, answer.id(), outcome.code()));
    }
    return new SimScript(workload.genesis(), List.copyOf(lines));
  }
}
