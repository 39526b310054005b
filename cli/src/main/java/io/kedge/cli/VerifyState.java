package io.kedge.cli;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.proof.StateProofVerdict;
import io.kedge.ledger.proof.StateProofVerifier;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge verify state FILE`: exit 0 where it proves what it says, 1 where it does not, 2 where it
/// is no state proof.
@Command(name = "state", mixinStandardHelpOptions = true)
final class VerifyState extends Asking {
  @Parameters(paramLabel = "FILE", descriptionKey = "state.file")
  private Path file = Path.of("");

  @Option(names = "--key", paramLabel = "VKEY", descriptionKey = "verify.key")
  private Optional<String> key = Optional.empty();

  @Option(names = "--policy", paramLabel = "FILE", descriptionKey = "verify.policy")
  private Optional<Path> policy = Optional.empty();

  @Override
  int answer(Terminal terminal) {
    Bytes proof = VerifyCommand.read(terminal, file);
    Judge judge = Judge.of(terminal, key, policy, file);
    return switch (new StateProofVerifier(judge.verifier()).verify(proof)) {
      case StateProofVerdict.Accepted proven -> accepted(terminal, proven, judge.trust());
      case StateProofVerdict.Rejected(var reason) ->
          new Unproven("state", judge.trust()).rejected(terminal, reason.name());
      case StateProofVerdict.Malformed(var fault) ->
          new Unproven("state", judge.trust()).malformed(terminal, fault.name());
    };
  }

  private static int accepted(Terminal terminal, StateProofVerdict.Accepted proven, Trust trust) {
    StateWords.tell(terminal, proven);
    terminal.say("verify.trust", trust.source());
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeStringField("verdict", "accepted");
          StateWords.write(out, proven);
          out.writeStringField("trust", trust.source());
          out.writeEndObject();
        });
    return ExitCode.YES;
  }
}
