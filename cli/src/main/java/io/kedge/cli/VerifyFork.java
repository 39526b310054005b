package io.kedge.cli;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.ForkEvidence;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge verify fork FILE`: exit 0 where it shows that a ledger signed two inconsistent views, 1
/// where it does not, 2 where it is no such file.
@Command(name = "fork", mixinStandardHelpOptions = true)
final class VerifyFork extends Asking {
  @Parameters(paramLabel = "FILE", descriptionKey = "fork.file")
  private Path file = Path.of("");

  @Option(names = "--key", paramLabel = "VKEY", descriptionKey = "verify.key")
  private Optional<String> key = Optional.empty();

  @Override
  int answer(Terminal terminal) {
    Bytes evidence = VerifyCommand.read(terminal, file);
    Trust trust = Trust.of(terminal, key, file);
    return switch (ForkEvidence.verify(evidence, trust.keys())) {
      case ForkEvidence.Verdict.Shown(var first, var second) ->
          shown(terminal, first, second, trust);
      case ForkEvidence.Verdict.NotShown(var reason) ->
          new Unproven("fork", trust).rejected(terminal, reason.name());
      case ForkEvidence.Verdict.Malformed(var fault) ->
          new Unproven("fork", trust).malformed(terminal, fault.name());
    };
  }

  private static int shown(Terminal terminal, Checkpoint first, Checkpoint second, Trust trust) {
    terminal.say("fork.accepted");
    terminal.say("verify.origin", first.origin());
    terminal.say("fork.view", first.size(), first.root().hex());
    terminal.say("fork.view", second.size(), second.root().hex());
    terminal.say("verify.trust", trust.source());
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeStringField("verdict", "accepted");
          out.writeStringField("origin", first.origin());
          out.writeNumberField("size1", first.size());
          out.writeStringField("root1", first.root().hex());
          out.writeNumberField("size2", second.size());
          out.writeStringField("root2", second.root().hex());
          out.writeStringField("trust", trust.source());
          out.writeEndObject();
        });
    return ExitCode.YES;
  }
}
