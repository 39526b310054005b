package io.kedge.cli;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.block.Leaf;
import io.kedge.ledger.light.FileCheck;
import io.kedge.ledger.light.FileCheck.Content;
import io.kedge.ledger.light.LightAnswer;
import io.kedge.ledger.light.LightClient;
import io.kedge.ledger.light.SourceFailed;
import io.kedge.ledger.light.StoreDamaged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge light check FILE`: a receipt, a state proof or a checkpoint against what is kept: does it
/// prove what it says, and of the same history?
@Command(name = "check", mixinStandardHelpOptions = true)
final class LightCheck extends Asking {
  @Parameters(paramLabel = "FILE", descriptionKey = "light.file")
  private Path file = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = LightCommand.DATA,
      descriptionKey = "light.data")
  private Path data = Path.of(LightCommand.DATA);

  @Option(names = "--from", paramLabel = "URL|FILE", descriptionKey = "light.from")
  private Optional<String> from = Optional.empty();

  @Override
  int answer(Terminal terminal) throws IOException {
    Bytes given = VerifyCommand.read(terminal, file);
    var opened = new ArrayList<LightSource>();
    try (LightClient client = LightCommand.open(data)) {
      FileCheck check =
          FileCheck.of(
              client,
              given,
              kept -> {
                LightSource log = LightSource.of(terminal, from.orElse(kept.source()));
                opened.add(log);
                return log;
              });
      return tell(terminal, check);
    } catch (SourceFailed | StoreDamaged e) {
      throw LightCommand.failure(terminal, e);
    } finally {
      for (LightSource log : opened) {
        log.close();
      }
    }
  }

  private int tell(Terminal terminal, FileCheck check) {
    switch (check.content()) {
      case Content.Receipt(var verdict) -> {
        Leaf leaf;
        try {
          leaf = Leaf.decode(verdict.leaf());
        } catch (IllegalArgumentException e) {
          return nothing(terminal, "rejected", "NOT_A_COMMAND", ExitCode.NO);
        }
        terminal.say("verify.accepted");
        terminal.say("verify.command", leaf.commandId().hex());
        terminal.say("verify.result", leaf.code());
      }
      case Content.State(var verdict) -> StateWords.tell(terminal, verdict);
      case Content.Head _ -> terminal.say("light.checkpoint");
      case Content.Rejected(var reason) -> {
        return nothing(terminal, "rejected", reason, ExitCode.NO);
      }
      case Content.Malformed(var fault) -> {
        return nothing(terminal, "malformed", fault.name(), ExitCode.MALFORMED);
      }
    }
    var words = new LightWords(terminal, data);
    LightAnswer answer = check.answer().orElseThrow();
    if (answer instanceof LightAnswer.WentBack(var shown, var kept, var _)) {
      terminal.say("light.not-compared", shown.size(), kept.checkpoint().size());
    } else {
      words.tell(answer);
    }
    words.document(answer, Optional.of(check.content()));
    return check.holds() ? ExitCode.YES : ExitCode.NO;
  }

  private static int nothing(Terminal terminal, String verdict, String reason, int exitCode) {
    Words words = terminal.words();
    String why = words.sayOr("light." + reason, words.sayOr("receipt." + reason, reason));
    terminal.say("light." + verdict, why, reason);
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeStringField("verdict", verdict);
          out.writeStringField("reason", reason);
          out.writeEndObject();
        });
    return exitCode;
  }
}
