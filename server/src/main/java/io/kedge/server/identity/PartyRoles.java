package io.kedge.server.identity;

import io.kedge.kernel.PartyId;
import io.kedge.party.Parties;
import io.kedge.party.Party;
import io.kedge.party.PartyStatus;
import io.kedge.party.Role;
import io.kedge.server.gateway.LedgerGateway;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which roles a party holds on its ledger now: those of a verified one, nothing of others.
final class PartyRoles {
  private final LedgerGateway gateway;

  PartyRoles(LedgerGateway gateway) {
    this.gateway = gateway;
  }

  SortedSet<Role> of(String ledger, PartyId party) {
    return new TreeSet<>(
        gateway.ledgers().stream()
            .filter(hosted -> hosted.name().equals(ledger))
            .findFirst()
            .flatMap(hosted -> Parties.find(hosted.view(), party))
            .filter(found -> found.status() == PartyStatus.VERIFIED)
            .map(Party::roles)
            .map(List::copyOf)
            .orElse(List.of()));
  }
}
