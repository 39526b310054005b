package io.kedge.server.backup;

import ch.qos.logback.classic.Level;
import io.kedge.projection.database.Database;
import io.kedge.projection.database.DatabaseUnavailableException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The programs behind `kedge backup` and `kedge restore`. Exit status: 0 done, 1 not, 2 misuse.
@Command(name = "kedge-backup", mixinStandardHelpOptions = true)
public final class BackupProgram {
  /// Its date is that of the last backup; alerts look at it.
  public static final String LAST = "backup.last";

  private final PrintStream out = stream(FileDescriptor.out);
  private final PrintStream err = stream(FileDescriptor.err);

  private BackupProgram() {}

  /// Runs the program.
  public static void main(String[] arguments) {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(Level.WARN); // of its libraries: standard output is the answer
    }
    System.exit(new CommandLine(new BackupProgram()).execute(arguments));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /// Copies a server's directory.
  @Command(name = "backup")
  int backup(
      @Parameters(paramLabel = "TO") Path to,
      @Option(names = "--data", required = true) Path data,
      @Option(names = "--db") Optional<String> db,
      @Option(names = "--lang", defaultValue = "zh-CN") String language) {
    boolean chinese = language.startsWith("zh");
    return answered(
        chinese,
        () -> {
          if (!Files.isDirectory(data)) {
            throw BackupFailure.malformed(
                "没有目录 " + data + "。", "There is no " + data + ".", chinese);
          }
          BackupManifest made =
              ServerDatabase.connected(
                  data, db, connection -> ServerBackup.make(data, to, connection));
          Files.writeString(data.resolve(LAST), to.toAbsolutePath() + "\n");
          tell(made, chinese);
          out.println("done " + to);
        });
  }

  /// Makes a server's directory from a backup.
  @Command(name = "restore")
  int restore(
      @Parameters(paramLabel = "FROM") Path from,
      @Option(names = "--data", required = true) Path data,
      @Option(names = "--db") Optional<String> db,
      @Option(names = "--lang", defaultValue = "zh-CN") String language) {
    boolean chinese = language.startsWith("zh");
    return answered(
        chinese,
        () -> {
          ServerRestore restore = ServerRestore.open(from, chinese);
          restore.files(data);
          try (Database database = Database.open(ServerDatabase.options(data, db))) {
            restore.database(database);
          }
          tell(restore.manifest(), chinese);
          out.println("done " + data);
        });
  }

  private void tell(BackupManifest manifest, boolean chinese) {
    for (BackupManifest.Ledger ledger : manifest.ledgers()) {
      out.println(
          (chinese ? "账本 %s：区块 %d，树根 %s" : "ledger %s: block %d, tree root %s")
              .formatted(ledger.name(), ledger.blockHeight(), ledger.treeRoot()));
    }
    long rows = manifest.database().rows().values().stream().mapToLong(Long::longValue).sum();
    out.println(
        (chinese ? "数据库：%d 张表，%d 行；文件：%d 个" : "database: %d tables, %d rows; files: %d")
            .formatted(manifest.database().rows().size(), rows, manifest.files().size()));
  }

  /// Work that may fail.
  @FunctionalInterface
  private interface Work {
    void run() throws IOException, SQLException;
  }

  private int answered(boolean chinese, Work work) {
    try {
      work.run();
      return 0;
    } catch (BackupFailure failure) {
      err.println(failure.getMessage());
      return failure.exit();
    } catch (DatabaseUnavailableException e) {
      err.println(e.getMessage());
      return 1;
    } catch (IOException | SQLException | RuntimeException e) {
      err.println(
          (chinese ? "未完成：" : "Not done: ") + (e.getMessage() == null ? e : e.getMessage()));
      return 1;
    }
  }
}
