package io.kedge.server.jobs;

import io.kedge.contract.Envelope;
import io.kedge.kernel.PartyId;
import io.kedge.party.Role;
import io.kedge.server.custody.SealedCustody;
import io.kedge.server.gateway.CommandAnswer;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Sees to it that jobs may act on every ledger whose operator has its key in custody here, so that
/// a server that was just started opens, allots and expires by itself. Elsewhere the operator says
/// so (`POST /api/v1/jobs/signer`).
@Component
@ConditionalOnBooleanProperty("kedge.jobs.install-signer")
@Order(Ordered.LOWEST_PRECEDENCE)
final class SignerAtStart implements ApplicationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(SignerAtStart.class);

  private final LedgerGateway gateway;
  private final ServiceKeys keys;
  private final SealedCustody custody;

  SignerAtStart(LedgerGateway gateway, ServiceKeys keys, SealedCustody custody) {
    this.gateway = gateway;
    this.keys = keys;
    this.custody = custody;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    for (HostedLedger ledger : gateway.ledgers()) {
      if (keys.of(ledger).isEmpty()) {
        operator(ledger).ifPresent(operator -> install(ledger, operator));
      }
    }
  }

  private static Optional<PartyId> operator(HostedLedger ledger) {
    return ledger.genesis().founders().stream()
        .map(founder -> founder.party())
        .filter(party -> party.roles().contains(Role.OPERATOR))
        .map(party -> party.id())
        .findFirst();
  }

  private void install(HostedLedger ledger, PartyId operator) {
    Optional<SealedCustody.Held> held = custody.find(ledger.name(), operator, Optional.empty());
    if (held.isEmpty()) {
      return;
    }
    List<CommandAnswer> answers =
        keys.install(
            ledger,
            operator,
            message ->
                new Envelope.Signature(held.get().id(), custody.sign(held.get().id(), message)));
    CommandAnswer last = answers.getLast();
    if (!last.accepted()) {
      LOG.warn("jobs of {} have no key: {} {}", ledger.name(), last.code(), last.detail());
    }
  }
}
