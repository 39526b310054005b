package io.kedge.projection.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  private static void add(Database database, int value) {
    database.jooq().execute("create table if not exists kept (v int)");
    database.jooq().execute("insert into kept values (?)", value);
  }

  private static int sum(Database database) {
    return database.jooq().fetchOne("select sum(v)::int from kept").get(0, Integer.class);
  }

  /// Started in a process of its own, which then dies without a word.
  static final class Dies {
    private Dies() {}

    public static void main(String... args) {
      var database = Database.open(DatabaseOptions.embedded(Path.of(args[0])));
      add(database, 4);
      Runtime.getRuntime().halt(9);
    }
  }

  @Test
  void whatIsInItSurvivesStopsKillsAndKilledOwners(@TempDir Path folder) throws Exception {
    try (var database = Database.open(DatabaseOptions.embedded(folder))) {
      add(database, 1);
      assertThatThrownBy(() -> Database.open(DatabaseOptions.embedded(folder)))
          .isInstanceOf(DatabaseUnavailableException.class)
          .hasMessageContaining("in use by another");
      assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "postgres", "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
      assertThat(database.jooq().fetchOne("show fsync").get(0)).isEqualTo("on");
      assertThat(database.jooq().fetchOne("show listen_addresses").get(0)).isEqualTo("127.0.0.1");
    }
    Path lockFile = folder.resolve("data/postmaster.pid");
    assertThat(lockFile).doesNotExist();

    try (var database = Database.open(DatabaseOptions.embedded(folder))) {
      assertThat(sum(database)).isEqualTo(1);
      add(database, 2);
      long server = Long.parseLong(Files.readAllLines(lockFile).getFirst());
      ProcessHandle process = ProcessHandle.of(server).orElseThrow();
      process.destroyForcibly();
      process.onExit().get(20, TimeUnit.SECONDS);
    }
    assertThat(lockFile).exists();
    // The process id in a left lock file may by now be another program's, ours for example.
    var lines = Files.readAllLines(lockFile);
    lines.set(0, Long.toString(ProcessHandle.current().pid()));
    Files.write(lockFile, lines);

    var killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Dies.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    assertThat(killed.waitFor()).isEqualTo(9);
    long left = Long.parseLong(Files.readAllLines(lockFile).getFirst());
    assertThat(ProcessHandle.of(left)).isPresent();

    try (var database = Database.open(DatabaseOptions.embedded(folder))) {
      assertThat(sum(database)).isEqualTo(7);
    }
  }

  @Test
  void whereItCannotStartTheMessageNamesTheCauseAndTheOption(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertThatThrownBy(() -> Database.open(DatabaseOptions.embedded(file)))
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining("file")
        .hasMessageContaining("--db");
    assertThatThrownBy(
            () -> Database.open(DatabaseOptions.at("jdbc:postgresql://127.0.0.1:1/no", "a", "b")))
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageContaining("--db");
    assertThatThrownBy(() -> Database.open(DatabaseOptions.at("jdbc:h2:mem:", "a", "b")))
        .hasMessageContaining("jdbc:postgresql://");
    assertThatThrownBy(() -> Database.requireVersion(13)).hasMessageContaining("14 or later");
    assertThatThrownBy(() -> Database.requireEncoding("LATIN1")).hasMessageContaining("UTF8");
  }
}
