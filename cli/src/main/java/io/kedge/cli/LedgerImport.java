package io.kedge.cli;

import io.kedge.genesis.Genesis;
import io.kedge.kernel.MalformedException;
import io.kedge.ledger.archive.Archive;
import io.kedge.ledger.archive.ArchiveSummary;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.state.RocksStateStore;
import io.kedge.rulebook.StandardRules;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge ledger import FILE`: builds a ledger from an exported file, or adds the blocks that
/// follow
/// its last one, verifying every signature and executing every command again. The ledger's key has
/// to come from elsewhere.
@Command(name = "import", mixinStandardHelpOptions = true)
final class LedgerImport extends Asking {
  @Parameters(paramLabel = "FILE", descriptionKey = "ledger.file")
  private Path file = Path.of("");

  @Option(names = "--data", paramLabel = "DIR", required = true, descriptionKey = "option.data")
  private Path data = Path.of("");

  @Option(names = "--key", paramLabel = "VKEY", descriptionKey = "verify.key")
  private Optional<String> key = Optional.empty();

  @Override
  int answer(Terminal terminal) {
    Words words = terminal.words();
    if (!Files.isRegularFile(file)) {
      throw Failure.malformed(words.say("file.unreadable", file));
    }
    Trust trust = Trust.of(terminal, key, file);
    try {
      Genesis genesis;
      try (InputStream in = open()) {
        genesis = Genesis.read(Archive.genesisDocument(in));
      }
      RealDisk disk = RealDisk.at(data);
      ArchiveSummary summary =
          Archive.add(
              this::open,
              trust.keys(),
              disk,
              GenesisState.of(genesis),
              StandardRules.version1(),
              RocksStateStore.provider(disk, NodeParts.STATE),
              SignatureRule.standard());
      terminal.say(
          "ledger.imported",
          summary.first(),
          summary.last(),
          data,
          summary.treeRoot().hex(),
          summary.stateRoot().hex());
      document(terminal, summary);
      return ExitCode.YES;
    } catch (MalformedException e) {
      throw Failure.malformed(words.say("ledger.bad-genesis", e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InputStream open() throws IOException {
    return new BufferedInputStream(Files.newInputStream(file));
  }

  static void document(Terminal terminal, ArchiveSummary summary) {
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeStringField("ledger", summary.ledger());
          out.writeNumberField("first", summary.first());
          out.writeNumberField("last", summary.last());
          out.writeNumberField("commands", summary.commands());
          out.writeNumberField("treeSize", summary.treeSize());
          out.writeStringField("treeRoot", summary.treeRoot().hex());
          out.writeStringField("stateRoot", summary.stateRoot().hex());
          out.writeNumberField("checkpointSize", summary.checkpointSize());
          out.writeNumberField("earlierSize", summary.earlierSize());
          out.writeEndObject();
        });
  }
}
