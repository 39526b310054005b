package io.kedge.cli;

import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.archive.Archive;
import io.kedge.ledger.archive.ArchiveFault;
import io.kedge.ledger.archive.ArchiveSummary;
import io.kedge.ledger.disk.DiskLocked;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.log.LogFault;
import io.kedge.ledger.node.GenesisState;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge ledger export FILE`: a ledger in one file that verifies by itself. No node may have it
/// open.
@Command(name = "export", mixinStandardHelpOptions = true)
final class LedgerExport extends Asking {
  @Parameters(paramLabel = "FILE", descriptionKey = "ledger.file")
  private Path file = Path.of("");

  @Option(names = "--data", paramLabel = "DIR", required = true, descriptionKey = "option.data")
  private Path data = Path.of("");

  @Override
  int answer(Terminal terminal) {
    Words words = terminal.words();
    Path known = data.resolve("genesis.json");
    if (!Files.exists(known)) {
      throw Failure.malformed(words.say("ledger.none", data));
    }
    try {
      Genesis genesis = Genesis.read(Bytes.wrap(Files.readAllBytes(known)));
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      ArchiveSummary summary;
      try {
        try (var out = new BufferedOutputStream(Files.newOutputStream(fresh))) {
          summary = Archive.export(RealDisk.at(data), GenesisState.of(genesis), 1, 0, out);
        }
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
      terminal.say("ledger.exported", summary.last(), file, Files.size(file));
      LedgerImport.document(terminal, summary);
      return ExitCode.YES;
    } catch (ArchiveFault | LogFault fault) {
      throw Failure.no(words.say("ledger.faulty", fault.getMessage()));
    } catch (DiskLocked busy) {
      throw Failure.no(words.say("ledger.busy", busy.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
