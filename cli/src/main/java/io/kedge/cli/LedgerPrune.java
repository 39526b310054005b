package io.kedge.cli;

import io.kedge.ledger.node.PayloadPruning;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge ledger prune DIR`: drops the payloads of old blocks, never a hash.
@Command(name = "prune", mixinStandardHelpOptions = true)
final class LedgerPrune extends Asking {
  @Parameters(paramLabel = "DIR", descriptionKey = "option.data")
  private Path data = Path.of("");

  @Option(names = "--before", paramLabel = "BLOCK", descriptionKey = "ledger.prune-before")
  private Optional<Long> before = Optional.empty();

  @Override
  int answer(Terminal terminal) throws Exception {
    LedgerFolder ledger = LedgerFolder.of(terminal, data);
    PayloadPruning.Pruned pruned = PayloadPruning.prune(ledger.disk(), ledger.genesis(), before);
    if (pruned.log().segments() == 0) {
      terminal.say("ledger.prune-nothing", pruned.firstWhole());
    } else {
      terminal.say(
          "ledger.pruned",
          pruned.firstWhole(),
          pruned.log().freed(),
          pruned.log().bytesBefore(),
          pruned.log().bytesAfter());
      terminal.say("ledger.prune-snapshot", pruned.snapshot());
    }
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeNumberField("firstWhole", pruned.firstWhole());
          out.writeNumberField("segments", pruned.log().segments());
          out.writeNumberField("bytesFreed", pruned.log().freed());
          out.writeNumberField("bytesBefore", pruned.log().bytesBefore());
          out.writeNumberField("bytesAfter", pruned.log().bytesAfter());
          out.writeStringField("snapshot", pruned.snapshot());
          out.writeEndObject();
        });
    return ExitCode.YES;
  }
}
