package io.kedge.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.server.TestServer;
import io.kedge.server.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Which role gives which permission when a server is new: the committed table and the database.
/// With `operations.csv` it is the matrix of roles and operations.
///
/// With `-Dkedge.write=true` the table is written anew; read the difference before committing it.
class RolePermissionsTest {
  private static final Path TABLE = Path.of("src/test/resources/access/roles.csv");

  private static TreeSet<String> rows(String sql) {
    var store = TestServer.shared().running().context().getBean(Store.class);
    var rows = new TreeSet<String>();
    store.db().fetch(sql).forEach(row -> rows.add(row.get(0) + "," + row.get(1)));
    return rows;
  }

  @Test
  void rolesGiveThePermissionsOfTheTable() throws IOException {
    var found = new StringBuilder("role,permission\n");
    rows("select role, permission from kedge.role_permission")
        .forEach(row -> found.append(row).append("\n"));
    if (Boolean.getBoolean("kedge.write")) {
      Files.writeString(TABLE, found);
    }
    assertThat(found.toString()).isEqualTo(Files.readString(TABLE));
  }

  @Test
  void everyPermissionThatAnOperationAsksForIsGivenToSomebody() {
    var given = new TreeSet<String>();
    rows("select role, permission from kedge.role_permission")
        .forEach(row -> given.add(row.substring(row.indexOf(',') + 1)));
    var asked = new TreeSet<String>();
    CommittedDocument.operations().stream()
        .map(CommittedDocument.Operation::access)
        .filter(access -> access.contains(":"))
        .forEach(asked::add);
    assertThat(given).containsAll(asked);
  }
}
