package io.kedge.cli;

import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.node.SnapshotMaker;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.state.RocksStateStore;
import io.kedge.ledger.state.StateDamagedException;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge ledger snapshot DIR`: the state as it was last made durable, in files that prove
/// themselves. A process may be writing to the ledger.
@Command(name = "snapshot", mixinStandardHelpOptions = true)
final class LedgerSnapshot extends Asking {
  private static final int ATTEMPTS_MAX = 5;

  @Parameters(paramLabel = "DIR", descriptionKey = "option.data")
  private Path data = Path.of("");

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "2",
      descriptionKey = "ledger.snapshot-keep")
  private int keep = 2;

  /// A node that is running replaces files of its state now and then: then they are opened again.
  private SnapshotManifest make(LedgerFolder ledger) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (var store = RocksStateStore.openReadOnly(ledger.disk(), NodeParts.STATE)) {
        return SnapshotMaker.make(ledger.disk(), ledger.genesis(), store, keep);
      } catch (StateDamagedException e) {
        if (attempt == ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
  }

  @Override
  int answer(Terminal terminal) throws Exception {
    if (keep < 2) {
      throw Failure.malformed(terminal.words().say("main.invalid", "--keep"));
    }
    LedgerFolder ledger = LedgerFolder.of(terminal, data);
    SnapshotManifest made = make(ledger);
    Path folder = data.resolve(Snapshots.directory(made.name()));
    terminal.say(
        "ledger.snapshot-made", made.height(), folder, made.stateRoot().hex(), made.bytes());
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeStringField("ledger", made.ledger().hex());
          out.writeStringField("name", made.name());
          out.writeNumberField("blockHeight", made.height());
          out.writeNumberField("treeSize", made.treeSize());
          out.writeStringField("treeRoot", made.treeRoot().hex());
          out.writeStringField("stateRoot", made.stateRoot().hex());
          out.writeNumberField("entries", made.entries());
          out.writeNumberField("commands", made.commands());
          out.writeNumberField("bytes", made.bytes());
          out.writeEndObject();
        });
    return ExitCode.YES;
  }
}
