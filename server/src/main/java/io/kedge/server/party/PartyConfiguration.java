package io.kedge.server.party;

import io.kedge.projection.party.PartyProjection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The read models of parties.
@Configuration(proxyBeanMethods = false)
class PartyConfiguration {
  @Bean
  PartyProjection partyProjection() {
    return new PartyProjection();
  }
}
