package io.kedge.cli;

import io.kedge.ledger.backup.Backup;
import io.kedge.ledger.backup.BackupReport;
import io.kedge.ledger.disk.RealDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge ledger backup DIR TO`: a copy that opens, made or brought up to date while the ledger may
/// be running.
@Command(name = "backup", mixinStandardHelpOptions = true)
final class LedgerBackup extends Asking {
  @Parameters(index = "0", paramLabel = "DIR", descriptionKey = "option.data")
  private Path data = Path.of("");

  @Parameters(index = "1", paramLabel = "TO", descriptionKey = "ledger.backup-to")
  private Path to = Path.of("");

  @Option(
      names = "--verify",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      descriptionKey = "ledger.backup-verify")
  private boolean verify = true;

  @Override
  int answer(Terminal terminal) throws Exception {
    if (!Files.isDirectory(data)) {
      throw Failure.malformed(terminal.words().say("ledger.none", data));
    }
    BackupReport report = Backup.copy(RealDisk.at(data), RealDisk.at(to), verify);
    terminal.say(
        "ledger.backed-up",
        report.blockHeight(),
        to,
        report.bytesCopied(),
        report.bytesKept(),
        report.treeRoot().hex());
    terminal.say(report.verified() ? "ledger.backup-verified" : "ledger.backup-unverified");
    report.notes().forEach(terminal::progress);
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeStringField("ledger", report.ledger());
          out.writeNumberField("blockHeight", report.blockHeight());
          out.writeNumberField("treeSize", report.treeSize());
          out.writeStringField("treeRoot", report.treeRoot().hex());
          out.writeNumberField("bytesCopied", report.bytesCopied());
          out.writeNumberField("bytesKept", report.bytesKept());
          out.writeBooleanField("verified", report.verified());
          out.writeArrayFieldStart("notes");
          for (String note : report.notes()) {
            out.writeString(note);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
    return ExitCode.YES;
  }
}
