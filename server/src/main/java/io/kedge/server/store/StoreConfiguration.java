package io.kedge.server.store;

import io.kedge.projection.Projection;
import io.kedge.projection.block.CommandPartyProjection;
import io.kedge.projection.database.Database;
import io.kedge.projection.database.DatabaseOptions;
import io.kedge.projection.search.SearchProjection;
import io.kedge.server.ServerSettings;
import io.kedge.server.gateway.LedgerGateway;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Opens the database, and has the read models follow the ledgers.
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
  @Bean(destroyMethod = "close")
  Database database(
      ServerSettings settings,
      @Value("${kedge.db.user:}") String user,
      @Value("${kedge.db.password:}") String password,
      @Value("${kedge.db.connections-max:16}") int connectionsMax) {
    Database database =
        Database.open(
            new DatabaseOptions(
                settings.db(),
                Optional.of(user).filter(text -> !text.isEmpty()),
                Optional.of(password).filter(text -> !text.isEmpty()),
                settings.data().resolve("postgres"),
                connectionsMax,
                false));
    database.migrate(ServerSchema.NAME, ServerSchema.MIGRATIONS);
    return database;
  }

  @Bean
  Store store(Database database) {
    return new Store(database);
  }

  @Bean
  Projection commandParties() {
    return new CommandPartyProjection();
  }

  @Bean
  Projection search() {
    return new SearchProjection();
  }

  @Bean(destroyMethod = "close")
  LedgerReads ledgerReads(Database database, LedgerGateway gateway, List<Projection> projections) {
    return new LedgerReads(database, gateway, projections);
  }
}
