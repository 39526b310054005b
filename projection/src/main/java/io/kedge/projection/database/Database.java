package io.kedge.projection.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// The one database of a server, with one pool for all of its schemas.
public final class Database implements AutoCloseable {
  /// The oldest PostgreSQL that is supported.
  public static final int VERSION_MIN = 14;

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  private final HikariDataSource pool;
  private final Optional<EmbeddedServer> embedded;
  private @Nullable Thread hook;

  private Database(HikariDataSource pool, Optional<EmbeddedServer> embedded) {
    this.pool = pool;
    this.embedded = embedded;
  }

  /// Opens the database, and starts it where it is embedded.
  ///
  /// @throws DatabaseUnavailableException where there is none, or it is none of ours to use
  public static Database open(DatabaseOptions options) {
    if (options.url().isPresent()) {
      return connect(
          options,
          options.url().get(),
          options.user().orElse(null),
          options.password().orElse(null),
          Optional.empty());
    }
    EmbeddedServer server = EmbeddedServer.start(options.folder());
    Database database;
    try {
      database =
          connect(
              options,
              server.url(),
              EmbeddedServer.SUPERUSER,
              server.password(),
              Optional.of(server));
    } catch (RuntimeException e) {
      closeQuietly(server, e);
      throw e;
    }
    if (options.stopsWithProcess()) {
      database.stopWithProcess();
    }
    return database;
  }

  private static Database connect(
      DatabaseOptions options,
      String url,
      @Nullable String user,
      @Nullable String password,
      Optional<EmbeddedServer> server) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new DatabaseUnavailableException(
          "--db wants the JDBC URL of a PostgreSQL, jdbc:postgresql://HOST/DATABASE", null);
    }
    var config = new HikariConfig();
    config.setPoolName("kedge");
    config.setJdbcUrl(url);
    if (user != null) {
      config.setUsername(user);
    }
    if (password != null) {
      config.setPassword(password);
    }
    config.setMaximumPoolSize(options.connectionsMax());
    config.setConnectionTimeout(CONNECT_WITHIN.toMillis());
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("ApplicationName", "kedge");
    try {
      var database = new Database(new HikariDataSource(config), server);
      database.requireUsable();
      return database;
    } catch (HikariPool.PoolInitializationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new DatabaseUnavailableException(
          "The database at " + shown(url) + " (--db) cannot be used: " + cause.getMessage(), e);
    }
  }

  private void requireUsable() {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      requireVersion(version);
      try (ResultSet row = statement.executeQuery("SHOW server_encoding")) {
        row.next();
        requireEncoding(row.getString(1));
      }
    } catch (SQLException e) {
      pool.close();
      throw new DatabaseUnavailableException(
          "The database (--db) cannot be used: " + e.getMessage(), e);
    } catch (DatabaseUnavailableException e) {
      pool.close();
      throw e;
    }
  }

  static void requireVersion(int version) {
    if (version < VERSION_MIN) {
      throw new DatabaseUnavailableException(
          "The database (--db) is PostgreSQL "
              + version
              + "; Kedge needs version "
              + VERSION_MIN
              + " or later. Without --db it starts one of its own.",
          null);
    }
  }

  static void requireEncoding(String encoding) {
    if (!encoding.equals("UTF8")) {
      throw new DatabaseUnavailableException(
          "The database (--db) keeps texts as " + encoding + "; Kedge needs one made with UTF8.",
          null);
    }
  }

  private static String shown(String url) {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  /// The pool.
  public DataSource dataSource() {
    return pool;
  }

  /// JDBC URL without user and password, for those who connect as somebody else.
  public String url() {
    return pool.getJdbcUrl();
  }

  /// Queries outside generated tables.
  public DSLContext jooq() {
    return DSL.using(pool, SQLDialect.POSTGRES);
  }

  /// Queries in one schema: the schema `generated`, which generated code names, stands for it.
  ///
  /// @param generated the schema's name in generated code
  /// @param schema its name in the database
  public DSLContext jooq(String generated, String schema) {
    var mapping =
        new RenderMapping()
            .withSchemata(new MappedSchema().withInput(generated).withOutput(schema));
    return DSL.using(
        pool, SQLDialect.POSTGRES, new Settings().withRenderMapping(mapping).withBatchSize(1_000));
  }

  /// Brings a schema to the newest migration, and makes it where it is not there.
  ///
  /// @param schema the schema's name
  /// @param location where the migrations are, for example `db/ledger`
  /// @return how many migrations were run
  public int migrate(String schema, String location) {
    return Flyway.configure()
        .dataSource(pool)
        .schemas(schema)
        .defaultSchema(schema)
        .createSchemas(true)
        .locations("classpath:" + location)
        .validateMigrationNaming(true)
        .load()
        .migrate()
        .migrationsExecuted;
  }

  private void stopWithProcess() {
    Thread thread = new Thread(this::end, "kedge-database-stop");
    hook = thread;
    Runtime.getRuntime().addShutdownHook(thread);
  }

  private void end() {
    pool.close();
    embedded.ifPresent(
        server -> {
          try {
            server.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void closeQuietly(EmbeddedServer server, RuntimeException because) {
    try {
      server.close();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  /// Closes the pool and stops the server where it is embedded.
  @Override
  public void close() {
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        return; // the process ends: the hook does it
      }
    }
    end();
  }
}
