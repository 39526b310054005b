package io.kedge.server.backup;

import io.kedge.ledger.backup.Backup;
import io.kedge.ledger.backup.BackupReport;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.projection.database.Database;
import io.kedge.server.store.ServerSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/// Makes a server's directory from a backup, and checks on the way that it is what was backed up.
final class ServerRestore {
  private final Path backup;
  private final boolean chinese;
  private final BackupManifest manifest;

  private ServerRestore(Path backup, boolean chinese, BackupManifest manifest) {
    this.backup = backup;
    this.chinese = chinese;
    this.manifest = manifest;
  }

  /// Opens a backup and checks its files.
  static ServerRestore open(Path backup, boolean chinese) throws IOException {
    if (!Files.exists(backup.resolve(BackupManifest.FILE))) {
      throw BackupFailure.malformed(
          backup + " 不是完整的备份：缺少 " + BackupManifest.FILE + "。",
          backup + " is no whole backup: it has no " + BackupManifest.FILE + ".",
          chinese);
    }
    var restore = new ServerRestore(backup, chinese, BackupManifest.read(backup));
    restore.checkFiles();
    return restore;
  }

  BackupManifest manifest() {
    return manifest;
  }

  private void checkFiles() throws IOException {
    for (Map.Entry<String, String> file : manifest.files().entrySet()) {
      Path path = backup.resolve(file.getKey()).normalize();
      boolean same =
          path.startsWith(backup.normalize())
              && Files.exists(path)
              && FileCopies.digest(path).equals(file.getValue());
      if (!same) {
        throw damaged(file.getKey());
      }
    }
  }

  private BackupFailure damaged(String what) {
    return BackupFailure.no(
        "备份中的 " + what + " 缺失或与备份时不同。",
        what + " of the backup is missing or not what was backed up.",
        chinese);
  }

  /// Writes ledgers and files into a directory that has none yet.
  void files(Path data) throws IOException {
    Files.createDirectories(data);
    try (Stream<Path> there = Files.list(data)) {
      if (there.findAny().isPresent()) {
        throw BackupFailure.no(
            data + " 不是空目录：恢复不会覆盖任何内容。",
            data + " is not empty: a restore writes over nothing.",
            chinese);
      }
    }
    for (BackupManifest.Ledger ledger : manifest.ledgers()) {
      ledger(data, ledger);
    }
    for (String path : manifest.files().keySet()) {
      if (!path.startsWith(ServerBackup.DATABASE + "/")) {
        Path copy = data.resolve(path);
        Files.createDirectories(copy.getParent());
        Files.copy(backup.resolve(path), copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private void ledger(Path data, BackupManifest.Ledger ledger) throws IOException {
    Path from = backup.resolve(ServerBackup.LEDGERS).resolve(ledger.name());
    Path to = data.resolve(ServerBackup.LEDGERS).resolve(ledger.name());
    if (!Files.isDirectory(from)) {
      throw damaged(ServerBackup.LEDGERS + "/" + ledger.name());
    }
    Files.createDirectories(to);
    BackupReport report = Backup.copy(RealDisk.at(from), RealDisk.at(to), true);
    boolean same =
        report.ledger().equals(ledger.id())
            && report.blockHeight() == ledger.blockHeight()
            && report.treeRoot().hex().equals(ledger.treeRoot());
    if (!same) {
      throw damaged(ServerBackup.LEDGERS + "/" + ledger.name());
    }
  }

  /// Fills a database that has none of the server's tables yet.
  void database(Database database) throws IOException, SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      if (hasSchema(connection)) {
        throw BackupFailure.no(
            "数据库中已有模式 " + ServerSchema.NAME + "：恢复不会覆盖任何内容。",
            "The database has a schema "
                + ServerSchema.NAME
                + " already: a restore writes over nothing.",
            chinese);
      }
    }
    Flyway.configure()
        .dataSource(database.dataSource())
        .schemas(ServerSchema.NAME)
        .defaultSchema(ServerSchema.NAME)
        .createSchemas(true)
        .locations("classpath:" + ServerSchema.MIGRATIONS)
        .target(manifest.database().version())
        .load()
        .migrate();
    try (Connection connection = database.dataSource().getConnection()) {
      TableDump.read(connection, backup.resolve(ServerBackup.DATABASE), manifest.database());
    }
  }

  private static boolean hasSchema(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement("SELECT 1 FROM pg_namespace WHERE nspname = ?")) {
      statement.setString(1, ServerSchema.NAME);
      try (var row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
