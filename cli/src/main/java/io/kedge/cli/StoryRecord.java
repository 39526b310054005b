package io.kedge.cli;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.MalformedException;
import io.kedge.scenario.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// How a story of the demo ended, kept beside its ledger. A ledger that was served went on after
/// its story, so that the story cannot be played on it again.
final class StoryRecord {
  private StoryRecord() {}

  /// Keeps how a story ended that ended well.
  static void write(Path file, StoryLedger.Played played) throws IOException {
    RunReport report = played.report();
    Json.Obj record =
        Json.Obj.empty()
            .with("pack", report.pack())
            .with("steps", report.steps())
            .with("accepted", report.accepted())
            .with("refused", report.refused())
            .with("checks", report.checks())
            .with("state", report.state().hex())
            .with("blockHeight", played.blockHeight())
            .with("treeSize", played.treeSize())
            .with("treeRoot", played.treeRoot())
            .with("stateRoot", played.stateRoot())
            .with("ledger", played.ledger());
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, record.write());
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// How the story on a ledger ended, where it did. What cannot be read is as if it were not there:
  /// the story is played then, which goes on where it was.
  ///
  /// @param ledger the ledger's folder
  static Optional<StoryLedger.Played> read(Path file, Path ledger) throws IOException {
    if (!Files.exists(file) || !Files.isDirectory(ledger)) {
      return Optional.empty();
    }
    try {
      Fields record = Fields.of("story", Json.read(Bytes.wrap(Files.readAllBytes(file))));
      var report =
          new RunReport(
              record.text("pack"),
              Math.toIntExact(record.count("steps")),
              Math.toIntExact(record.count("accepted")),
              Math.toIntExact(record.count("refused")),
              Math.toIntExact(record.count("checks")),
              record.digest("state"),
              Optional.empty());
      return Optional.of(
          new StoryLedger.Played(
              report,
              record.count("blockHeight"),
              record.count("treeSize"),
              record.text("treeRoot"),
              record.text("stateRoot"),
              record.text("ledger"),
              receipts(ledger.resolve("receipts"))));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  private static List<Path> receipts(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".tlog-proof")).sorted().toList();
    }
  }
}
