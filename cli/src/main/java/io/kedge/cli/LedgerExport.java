package io.kedge.cli;

import io.kedge.ledger.archive.Archive;
import io.kedge.ledger.archive.ArchiveSummary;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge ledger export FILE`: blocks of a ledger, all or a range, in one file that verifies by
/// itself. No node may have it open.
@Command(name = "export", mixinStandardHelpOptions = true)
final class LedgerExport extends Asking {
  @Parameters(paramLabel = "FILE", descriptionKey = "ledger.file")
  private Path file = Path.of("");

  @Option(names = "--data", paramLabel = "DIR", required = true, descriptionKey = "option.data")
  private Path data = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "BLOCK",
      defaultValue = "1",
      descriptionKey = "ledger.export-from")
  private long first = 1;

  @Option(names = "--to", paramLabel = "BLOCK", descriptionKey = "ledger.export-to")
  private Optional<Long> last = Optional.empty();

  @Override
  int answer(Terminal terminal) {
    Words words = terminal.words();
    if (first < 1 || last.filter(block -> block < first).isPresent()) {
      throw Failure.malformed(words.say("main.invalid", "--from, --to"));
    }
    try {
      LedgerFolder ledger = LedgerFolder.of(terminal, data);
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      ArchiveSummary summary;
      try {
        try (var out = new BufferedOutputStream(Files.newOutputStream(fresh))) {
          summary = Archive.export(ledger.disk(), ledger.genesis(), first, last.orElse(0L), out);
        }
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
      terminal.say("ledger.exported", summary.first(), summary.last(), file, Files.size(file));
      LedgerImport.document(terminal, summary);
      return ExitCode.YES;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
