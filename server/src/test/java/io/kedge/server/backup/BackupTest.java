package io.kedge.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.projection.database.Database;
import io.kedge.projection.database.DatabaseOptions;
import io.kedge.rulebook.StandardRules;
import io.kedge.server.ServerSettings;
import io.kedge.server.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup of a running server, restored elsewhere, is the same server.
class BackupTest {
  private final TestServer server = TestServer.shared();

  @TempDir private Path folder;

  private Path data() {
    return server.running().context().getBean(ServerSettings.class).data();
  }

  private BackupManifest backedUp(Path to) throws Exception {
    return ServerDatabase.connected(
        data(), Optional.empty(), connection -> ServerBackup.make(data(), to, connection));
  }

  @Test
  void whatIsRestoredIsWhatWasBackedUp() throws Exception {
    audited(); // so that the tables are not empty
    Files.createDirectories(data().resolve("custody"));
    Files.writeString(data().resolve("custody/sealed.test"), "sealed 密封");
    Path backup = folder.resolve("backup");
    BackupManifest made = backedUp(backup);
    assertThat(made.ledgers()).extracting("name").contains("trading-system");
    assertThat(made.database().rows().values().stream().mapToLong(Long::longValue).sum())
        .isPositive();

    Path restored = folder.resolve("restored");
    ServerRestore restore = ServerRestore.open(backup, false);
    assertThat(restore.manifest()).isEqualTo(made);
    restore.files(restored);
    try (Database database = Database.open(DatabaseOptions.embedded(restored.resolve("postgres")));
        Connection connection = database.dataSource().getConnection()) {
      restore.database(database);
      Path again = Files.createDirectories(folder.resolve("again"));
      TableDump.Content content = TableDump.write(connection, again);
      assertThat(content).isEqualTo(made.database());
      assertThat(TableDump.digest(again, content))
          .isEqualTo(TableDump.digest(backup.resolve("database"), content));
      assertThatThrownBy(() -> restore.database(database)).hasMessageContaining("writes over");
    }
    assertThat(restored.resolve("custody/sealed.test")).hasContent("sealed 密封");
    Path ledger = restored.resolve("ledgers/trading-system");
    var genesis =
        GenesisState.of(
            Genesis.read(Bytes.wrap(Files.readAllBytes(ledger.resolve(LedgerNode.GENESIS)))));
    var report = Fsck.run(RealDisk.at(ledger), genesis, StandardRules.version1(), _ -> {});
    assertThat(report.faults()).isEmpty();
    assertThatThrownBy(() -> restore.files(restored)).hasMessageContaining("not empty");
  }

  @Test
  void aBackupThatIsNotWholeOrWasChangedIsRefused() throws Exception {
    audited();
    Path backup = folder.resolve("backup");
    backedUp(backup);
    Path table;
    try (var tables = Files.list(backup.resolve("database"))) {
      table = tables.filter(file -> size(file) > 0).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(table);
    bytes[bytes.length / 2] ^= 1;
    Files.write(table, bytes);
    assertThatThrownBy(() -> ServerRestore.open(backup, false))
        .isInstanceOf(BackupFailure.class)
        .hasMessageContaining(table.getFileName().toString());
    backedUp(backup); // a second one to the same place makes it whole again
    ServerRestore.open(backup, false);
    Files.delete(backup.resolve(BackupManifest.FILE));
    assertThatThrownBy(() -> ServerRestore.open(backup, true)).hasMessageContaining("不是完整的备份");
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Makes the server write a row about a request.
  private void audited() {
    server.send(
        HttpRequest.newBuilder(server.at("/api/v1/commands/asset.register"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
  }
}
