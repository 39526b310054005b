package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.projection.database.Database;
import io.kedge.projection.database.DatabaseOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kedge sql` as its user meets it, with a role that may read one view.
class SqlProgramTest {
  @Test
  void anAnswerIsATableOrADocumentAndARefusalHasItsExitCode(@TempDir Path folder) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "of-anna\n");
    try (var database = Database.open(DatabaseOptions.embedded(folder.resolve("postgres")))) {
      database.jooq().execute("create table secret (a int)");
      database.jooq().execute("create view v1_things as select 7 as units, '茶' as name, null as x");
      database.jooq().execute("create role anna login password 'of-anna'");
      database.jooq().execute("grant select on v1_things to anna");

      var table = ask(database, password, "select units, name, x from v1_things");
      assertThat(table.err()).isEmpty();
      assertThat(table.exit()).isEqualTo(ExitCode.YES);
      assertThat(table.out().lines().toList())
          .containsExactly("units  name  x", "─────  ────  ─", "    7  茶");
      var json = ask(database, password, "select units, name, x from v1_things", "--json");
      assertThat(json.out()).contains("\"name\" : \"units\"", "\"茶\"", "\"more\" : false");
      var cut = ask(database, password, "select generate_series(1, 9) as n", "--rows", "2");
      assertThat(cut.out().lines()).hasSize(4);
      assertThat(cut.err()).hasSize(1);

      assertThat(ask(database, password, "select * from secret").exit()).isEqualTo(ExitCode.NO);
      assertThat(ask(database, password, "create table mine (a int)").exit())
          .isEqualTo(ExitCode.NO);
      assertThat(ask(database, password, "selec 1").exit()).isEqualTo(ExitCode.MALFORMED);
      assertThat(ask(database, password, "select 1", "--rows", "0").exit())
          .isEqualTo(ExitCode.MALFORMED);
      Path wrong = Files.writeString(folder.resolve("wrong"), "guess");
      var refused = ask(database, wrong, "select 1", "--json");
      assertThat(refused.exit()).isEqualTo(ExitCode.NO);
      assertThat(refused.out()).contains("UNREACHABLE").doesNotContain("guess");
    }
  }

  private static Program.Ended ask(Database database, Path password, String query, String... more)
      throws Exception {
    var arguments = new java.util.ArrayList<String>();
    arguments.addAll(
        java.util.List.of(
            "sql",
            query,
            "--db",
            database.url(),
            "--user",
            "anna",
            "--password-file",
            password.toString()));
    arguments.addAll(java.util.List.of(more));
    return Program.run(arguments.toArray(String[]::new));
  }
}
