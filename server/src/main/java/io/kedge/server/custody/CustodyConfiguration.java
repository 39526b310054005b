package io.kedge.server.custody;

import io.kedge.server.ServerSettings;
import io.kedge.server.store.Store;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Keys kept by this server.
@Configuration(proxyBeanMethods = false)
class CustodyConfiguration {
  @Bean
  SealedCustody custody(ServerSettings settings, Store store) {
    return new SealedCustody(
        settings.custody(), new CustodialKeys(store.db(), InstantSource.system()));
  }
}
