package io.kedge.cli;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.light.Believed;
import io.kedge.ledger.light.HttpSource;
import io.kedge.ledger.light.Kept;
import io.kedge.ledger.light.LightAnswer;
import io.kedge.ledger.light.LightClient;
import io.kedge.ledger.light.SourceFailed;
import io.kedge.ledger.light.StoreDamaged;
import io.kedge.ledger.proof.PolicyFormatException;
import io.kedge.ledger.proof.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge light URL`: keeps one checkpoint for each ledger and goes only forward with it.
@Command(
    name = "light",
    mixinStandardHelpOptions = true,
    subcommands = {LightCheck.class})
final class LightCommand extends Asking {
  static final String DATA = "data/light";

  @Parameters(paramLabel = "URL|FILE", arity = "0..1", descriptionKey = "light.source")
  private Optional<String> source = Optional.empty();

  @Option(names = "--data", paramLabel = "DIR", defaultValue = DATA, descriptionKey = "light.data")
  private Path data = Path.of(DATA);

  @Option(names = "--vkey", paramLabel = "VKEY", descriptionKey = "light.vkey")
  private Optional<String> vkey = Optional.empty();

  @Option(names = "--policy", paramLabel = "FILE", descriptionKey = "verify.policy")
  private Optional<Path> policy = Optional.empty();

  @Override
  int answer(Terminal terminal) throws IOException {
    try (LightClient client = open(data)) {
      if (source.isEmpty()) {
        list(terminal, client.kept());
        return ExitCode.YES;
      }
      return look(terminal, client, source.get());
    } catch (SourceFailed | StoreDamaged e) {
      throw failure(terminal, e);
    }
  }

  /// What went wrong around a light client, as an answer.
  static Failure failure(Terminal terminal, IOException e) {
    String what = String.valueOf(e.getMessage());
    return e instanceof StoreDamaged
        ? Failure.no("LIGHT_DAMAGED", terminal.words().say("light.damaged", what))
        : Failure.no("UNREACHABLE", terminal.words().say("light.unreachable", what));
  }

  static LightClient open(Path data) throws IOException {
    Files.createDirectories(data);
    return LightClient.open(RealDisk.at(data));
  }

  private int look(Terminal terminal, LightClient client, String name) throws IOException {
    Optional<Believed> given = given(terminal);
    try (LightSource log = LightSource.of(terminal, name)) {
      String noted =
          HttpSource.isWeb(name) ? name : Path.of(name).toAbsolutePath().normalize().toString();
      LightAnswer answer = client.look(log, noted, given);
      Optional<Path> beside = log.beside();
      if (answer.equals(UNESTABLISHED) && given.isEmpty() && beside.isPresent()) {
        Trust trust = Trust.of(terminal, Optional.empty(), beside.get());
        if (!trust.keys().isEmpty()) {
          terminal.say("light.beside", trust.source());
          answer = client.look(log, noted, Optional.of(Believed.of(trust.keys())));
        }
      }
      var words = new LightWords(terminal, data);
      words.tell(answer);
      if (answer.equals(UNESTABLISHED)) {
        offer(terminal, log, name);
      }
      words.document(answer, Optional.empty());
      return answer instanceof LightAnswer.Fits ? ExitCode.YES : ExitCode.NO;
    }
  }

  private static final LightAnswer UNESTABLISHED =
      new LightAnswer.Refused("ISSUER_NOT_ESTABLISHED");

  private Optional<Believed> given(Terminal terminal) {
    List<VerifierKey> keys =
        vkey.isPresent() ? Trust.of(terminal, vkey, Path.of("")).keys() : List.of();
    if (policy.isEmpty()) {
      return vkey.isPresent() ? Optional.of(Believed.of(keys)) : Optional.empty();
    }
    try {
      return Optional.of(Believed.of(keys, VerifyCommand.read(terminal, policy.get())));
    } catch (PolicyFormatException e) {
      throw VerifyCommand.badPolicy(terminal, policy.get(), e);
    }
  }

  /// What key the log says it has, for the user to compare with what he was told elsewhere.
  private static void offer(Terminal terminal, LightSource log, String name) throws IOException {
    Optional<Bytes> says = log.read("ledger.vkey", 1 << 10);
    if (says.isPresent()) {
      String key = says.get().text().strip().lines().findFirst().orElse("");
      if (key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
        terminal.say("light.offer", key, name);
      }
    }
  }

  private static void list(Terminal terminal, List<Kept> all) {
    Words words = terminal.words();
    var table =
        new TextTable(
            List.of(
                words.say("light.ledger"),
                words.say("light.size"),
                words.say("light.root"),
                words.say("light.where")),
            1);
    all.forEach(
        kept ->
            table.row(
                List.of(
                    kept.origin(),
                    Long.toString(kept.checkpoint().size()),
                    kept.checkpoint().root().hex(),
                    kept.source())));
    if (all.isEmpty()) {
      terminal.say("light.nothing");
    } else {
      terminal.table(table);
    }
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("ledgers");
          for (Kept kept : all) {
            out.writeStartObject();
            LightWords.write(out, kept);
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }
}
