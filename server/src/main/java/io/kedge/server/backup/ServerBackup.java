package io.kedge.server.backup;

import io.kedge.ledger.backup.Backup;
import io.kedge.ledger.backup.BackupReport;
import io.kedge.ledger.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/// Copies a server's directory, also while the server runs.
///
/// The order is what makes the parts fit: the database first, then the ledgers, then the keys. So
/// the ledgers hold every command that a row speaks of, and the keys are there that signed
/// them. A second backup to the same place copies only what is new of the ledgers.
final class ServerBackup {
  static final String LEDGERS = "ledgers";
  static final String DATABASE = "database";

  private ServerBackup() {}

  /// Makes or renews a backup.
  ///
  /// @param data the server's directory
  /// @param to where the backup is kept
  /// @param database a connection to the server's database
  static BackupManifest make(Path data, Path to, Connection database)
      throws IOException, SQLException {
    makePrivate(to);
    Files.deleteIfExists(to.resolve(BackupManifest.FILE)); // until it is whole, it is none
    Path dump = to.resolve(DATABASE);
    delete(dump);
    Files.createDirectories(dump);
    TableDump.Content content = TableDump.write(database, dump);
    List<BackupManifest.Ledger> ledgers = ledgers(data.resolve(LEDGERS), to.resolve(LEDGERS));
    SortedMap<String, String> files = FileCopies.copy(data, to);
    for (String table : content.rows().keySet()) {
      String path = DATABASE + "/" + table + ".copy";
      files.put(path, FileCopies.digest(to.resolve(path)));
    }
    var manifest = new BackupManifest(InstantSource.system().millis(), content, ledgers, files);
    manifest.write(to);
    return manifest;
  }

  private static void makePrivate(Path to) throws IOException {
    Files.createDirectories(to);
    if (to.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static List<BackupManifest.Ledger> ledgers(Path from, Path to) throws IOException {
    var copied = new ArrayList<BackupManifest.Ledger>();
    for (Path folder : folders(from)) {
      String name = String.valueOf(folder.getFileName());
      Path copy = to.resolve(name);
      Files.createDirectories(copy);
      BackupReport report = Backup.copy(RealDisk.at(folder), RealDisk.at(copy), true);
      copied.add(
          new BackupManifest.Ledger(
              name, report.ledger(), report.blockHeight(), report.treeRoot().hex()));
    }
    return copied;
  }

  private static List<Path> folders(Path above) throws IOException {
    if (!Files.isDirectory(above)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(above)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve("FORMAT")))
          .sorted()
          .toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
