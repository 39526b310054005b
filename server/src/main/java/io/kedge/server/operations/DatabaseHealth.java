package io.kedge.server.operations;

import com.zaxxer.hikari.HikariDataSource;
import io.kedge.projection.database.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/// Whether the database answers a query.
@Component("databaseHealthIndicator")
final class DatabaseHealth implements HealthIndicator, MeterBinder {
  private static final int ANSWER_SECONDS_MAX = 3;

  private final DataSource source;

  DatabaseHealth(Database database) {
    source = database.dataSource();
  }

  @Override
  public Health health() {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(ANSWER_SECONDS_MAX);
      statement.execute("SELECT 1");
      return Health.up().build();
    } catch (SQLException e) {
      return Health.down().withDetail("reason", String.valueOf(e.getMessage())).build();
    }
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("kedge.database.up", this, me -> me.answers() ? 1 : 0)
        .description("1 where the database answers.")
        .register(registry);
    if (source instanceof HikariDataSource pool) {
      pool.setMetricRegistry(registry);
    }
  }

  private boolean answers() {
    return health().getStatus().equals(Status.UP);
  }
}
