package io.kedge.projection.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A PostgreSQL server process of our own, with everything it has in one folder: `data`, the
/// unpacked `program`, `server.log`, the superuser's `password`, `ready` once `data` is complete,
/// and a
/// `lock` that is held while a process of ours uses the folder.
///
/// It listens on loopback only, asks everybody for a password and is as durable as PostgreSQL is by
/// default: what the embedding library switches off for tests is switched on again.
final class EmbeddedServer implements AutoCloseable {
  static final String SUPERUSER = "postgres";

  private static final Duration START_WITHIN = Duration.ofSeconds(90);
  private static final long LOG_BYTES_MAX = 8L << 20;
  private static final int LOG_LINES_SHOWN = 12;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "''",
          "max_connections", "100",
          "password_encryption", "scram-sha-256");
  private static final String ACCESS =
      """
      # Written by Kedge at the first start: everybody is asked for a password.
      host all all 127.0.0.1/32 scram-sha-256
      host all all ::1/128 scram-sha-256
      """;

  private final EmbeddedPostgres server;
  private final FileChannel lock;
  private final String password;

  private EmbeddedServer(EmbeddedPostgres server, FileChannel lock, String password) {
    this.server = server;
    this.lock = lock;
    this.password = password;
  }

  /// Starts the server of a folder, made if it is not there.
  ///
  /// @throws DatabaseUnavailableException where it cannot start
  static EmbeddedServer start(Path folder) {
    try {
      Files.createDirectories(folder);
      Path home = folder.toRealPath();
      FileChannel lock = lock(home);
      try {
        LeftServer.end(home.resolve("data"));
        return start(home, lock);
      } catch (IOException | SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (DatabaseUnavailableException e) {
      throw e;
    } catch (IOException | SQLException | RuntimeException e) {
      throw unavailable(folder, e);
    }
  }

  private static EmbeddedServer start(Path home, FileChannel lock)
      throws IOException, SQLException {
    Path data = home.resolve("data");
    Path ready = home.resolve("ready");
    String password = password(home.resolve("password"));
    boolean made = Files.exists(ready);
    if (!made) {
      Folders.delete(data); // of a first start that was cut off, before anything was kept in it
    }
    Path log = log(home);
    var builder =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(home.resolve("program").toFile())
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(START_WITHIN)
            .setLocaleConfig("locale", "C")
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
    if (made) {
      builder.setConnectConfig("password", password);
    }
    SETTINGS.forEach(builder::setServerConfig);
    var started = new EmbeddedServer(builder.start(), lock, password);
    if (!made) {
      started.guard(data.resolve("pg_hba.conf"), ready);
    }
    return started;
  }

  /// Gives the superuser its password and then lets nobody in without one.
  private void guard(Path access, Path ready) throws IOException, SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER USER " + SUPERUSER + " PASSWORD '" + password + "'");
      Path next = access.resolveSibling("pg_hba.conf.next");
      Files.writeString(next, ACCESS);
      Files.move(next, access, StandardCopyOption.ATOMIC_MOVE);
      statement.execute("SELECT pg_reload_conf()");
      Files.writeString(ready, "The database in data is complete.\n");
    } catch (IOException | SQLException e) {
      close();
      throw e;
    }
  }

  private static FileChannel lock(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock taken;
    try {
      taken = channel.tryLock();
    } catch (OverlappingFileLockException _) {
      taken = null;
    }
    if (taken == null) {
      channel.close();
      throw new DatabaseUnavailableException(
          "The embedded database in "
              + home
              + " is in use by another running Kedge. Stop that one,"
              + " or give this one a data directory or a database (--db) of its own.",
          null);
    }
    return channel;
  }

  private static String password(Path file) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String made = HexFormat.of().formatHex(random);
    Path next = file.resolveSibling("password.next");
    Files.deleteIfExists(next);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(next, made + "\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    return made;
  }

  private static Path log(Path home) throws IOException {
    Path log = home.resolve("server.log");
    if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
      Files.move(log, home.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    return log;
  }

  private static DatabaseUnavailableException unavailable(Path folder, Exception cause) {
    var text = new StringBuilder("The embedded PostgreSQL in " + folder + " does not start: ");
    text.append(cause.getMessage() == null ? cause : cause.getMessage());
    for (String line : lastLines(folder.resolve("server.log"))) {
      text.append("\n  ").append(line);
    }
    if ("root".equals(System.getProperty("user.name"))) {
      text.append(
          "\nPostgreSQL does not run as root. Kedge started by root runs it in a user namespace"
              + " (unshare -U); where the machine forbids that, start Kedge as another user.");
    }
    text.append(
        "\nTo use a PostgreSQL of your own, version 14 or later, give its JDBC URL:"
            + " --db jdbc:postgresql://HOST/DATABASE");
    return new DatabaseUnavailableException(text.toString(), cause);
  }

  private static List<String> lastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
    } catch (IOException _) {
      return List.of(); // it never came to a log
    }
  }

  /// JDBC URL of its one database.
  String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  /// The superuser's password.
  String password() {
    return password;
  }

  /// Stops the server and waits until it has ended.
  @Override
  public void close() throws IOException {
    try {
      server.close();
    } finally {
      lock.close();
    }
  }
}
