package io.kedge.projection;

import io.kedge.projection.database.Database;
import io.kedge.projection.database.DatabaseOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/// The one embedded database of a test run: starting one takes longer than most tests.
public final class TestDatabase {
  private static final Database DATABASE = open();

  private TestDatabase() {}

  /// The database; it stops with the process.
  public static Database get() {
    return DATABASE;
  }

  private static Database open() {
    try {
      Path folder = Files.createTempDirectory("kedge-test-database");
      var options =
          new DatabaseOptions(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              folder,
              DatabaseOptions.CONNECTIONS,
              false);
      var database = Database.open(options);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(database, folder)));
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(Database database, Path folder) {
    database.close();
    try (var walk = Files.walk(folder)) {
      for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
