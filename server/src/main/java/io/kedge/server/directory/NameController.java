package io.kedge.server.directory;

import io.kedge.kernel.Identifiers;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.gateway.LedgerGateway;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Names for ids, many at once, so that no page has to show an id where there is a name.
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class NameController {
  private static final int PARTIES_MAX = 200;

  private final PartyNames names;
  private final LedgerGateway gateway;

  NameController(PartyNames names, LedgerGateway gateway) {
    this.names = names;
    this.gateway = gateway;
  }

  /// The names of parties; those without one are left out.
  @GetMapping("/names")
  @Access(Access.PUBLIC)
  SortedMap<String, PartyName> names(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @RequestParam List<String> party) {
    if (party.size() > PARTIES_MAX || !party.stream().allMatch(Identifiers::isId)) {
      throw new Problem(ProblemCode.MALFORMED, "party: 1 to " + PARTIES_MAX + " ids of parties");
    }
    String name = gateway.ledger(caller.map(Caller::ledger).or(() -> ledger)).name();
    return names.of(name, caller, party);
  }
}
