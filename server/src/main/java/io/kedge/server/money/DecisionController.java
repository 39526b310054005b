package io.kedge.server.money;

import io.kedge.kernel.PartyId;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What two officers decide about money.
@RestController
@RequestMapping("/api/v1/money/decisions")
class DecisionController {
  private final Decisions decisions;
  private final TrustAccounts accounts;
  private final MoneyWork work;

  DecisionController(Decisions decisions, TrustAccounts accounts, MoneyWork work) {
    this.decisions = decisions;
    this.accounts = accounts;
    this.work = work;
  }

  /// A proposal as it is asked for.
  record Propose(
      String account,
      Decisions.Action action,
      String subject,
      Optional<String> party,
      Optional<String> claim,
      Optional<String> reason) {
    Decisions.Proposal proposal() {
      try {
        return new Decisions.Proposal(
            account,
            action,
            subject,
            party.map(PartyId::new),
            claim.map(Long::valueOf),
            reason.orElse(""));
      } catch (IllegalArgumentException wrong) {
        throw new Problem(ProblemCode.MALFORMED, "party, claim");
      }
    }
  }

  /// A decision as it is told.
  record MoneyDecision(
      String id,
      String account,
      Decisions.Action action,
      String subject,
      Optional<String> party,
      Optional<String> claim,
      String reason,
      String state,
      Optional<String> code,
      List<String> officers,
      List<String> commands,
      String madeAt) {
    static MoneyDecision of(Decisions.Decision decision) {
      var proposal = decision.proposal();
      return new MoneyDecision(
          Long.toString(decision.id()),
          proposal.account(),
          proposal.action(),
          proposal.subject(),
          proposal.party().map(PartyId::value),
          proposal.claim().map(c -> Long.toString(c)),
          proposal.reason(),
          decision.state(),
          decision.code(),
          decision.officers(),
          decision.commands(),
          decision.madeAt().toString());
    }
  }

  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:approve")
  MoneyDecision propose(Caller caller, @RequestBody Propose asked) {
    return MoneyDecision.of(decisions.propose(caller, asked.proposal()));
  }

  @PostMapping(path = "/{id}/confirmation", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:approve")
  MoneyDecision confirm(Caller caller, @PathVariable long id) {
    var decision = decisions.confirm(caller, id);
    work.run(accounts.account(decision.proposal().account()));
    return MoneyDecision.of(decisions.readable(caller, id));
  }

  @PostMapping(path = "/{id}/withdrawal", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:approve")
  MoneyDecision withdraw(Caller caller, @PathVariable long id) {
    return MoneyDecision.of(decisions.withdraw(caller, id));
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:read")
  List<MoneyDecision> decisions(
      Caller caller,
      @RequestParam String account,
      @RequestParam Optional<String> state,
      @RequestParam Optional<Long> before,
      @RequestParam Optional<Integer> limit) {
    var known = accounts.readable(caller, account);
    return decisions
        .of(known, state, before.orElse(Long.MAX_VALUE), MoneyDocuments.limit(limit))
        .stream()
        .map(MoneyDecision::of)
        .toList();
  }

  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:read")
  MoneyDecision decision(Caller caller, @PathVariable long id) {
    return MoneyDecision.of(decisions.readable(caller, id));
  }
}
