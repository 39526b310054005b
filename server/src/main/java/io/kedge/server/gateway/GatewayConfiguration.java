package io.kedge.server.gateway;

import io.kedge.ledger.disk.Clock;
import io.kedge.ledger.disk.SystemClock;
import io.kedge.server.ServerSettings;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Which kind of ledger the server serves: until there are others, nodes inside this process.
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {
  @Bean(destroyMethod = "close")
  LedgerGateway ledgerGateway(
      ServerSettings settings,
      ObjectProvider<Clock> clock,
      ObjectProvider<LedgerStop> stop,
      ObjectProvider<LedgerWatch> watch)
      throws IOException {
    return EmbeddedGateway.open(
        settings,
        clock.getIfAvailable(SystemClock::new),
        stop.getIfAvailable(LedgerStop::halting),
        watch.getIfAvailable(LedgerWatch::none));
  }
}
