package io.kedge.cli;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.block.Leaf;
import io.kedge.ledger.proof.PolicyFormatException;
import io.kedge.ledger.proof.ReceiptVerdict;
import io.kedge.ledger.proof.TrustPolicy;
import io.kedge.ledger.verify.ProbeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge verify`: checks, offline, what somebody was given.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    subcommands = {VerifyCommand.Receipt.class, VerifyState.class, VerifyFork.class},
    modelTransformer = VerifyCommand.Kinds.class)
final class VerifyCommand extends Group {
  private static final int FILE_BYTES_MAX = 64 << 20;

  /// Adds `kedge verify KIND` for every kind of probe.
  static final class Kinds implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec verify) {
      for (ProbeKind kind : ProbeKind.values()) {
        verify.addSubcommand(kind.text(), new CommandLine(new ProbeCommand(kind)));
      }
      return verify;
    }
  }

  /// `kedge verify receipt FILE`: exit 0 where it proves what it says, 1 where it does not, 2 where
  /// it is no receipt.
  @Command(name = "receipt", mixinStandardHelpOptions = true)
  static final class Receipt extends Asking {
    @Parameters(paramLabel = "FILE", descriptionKey = "verify.file")
    private Path file = Path.of("");

    @Option(names = "--key", paramLabel = "VKEY", descriptionKey = "verify.key")
    private Optional<String> key = Optional.empty();

    @Option(names = "--policy", paramLabel = "FILE", descriptionKey = "verify.policy")
    private Optional<Path> policy = Optional.empty();

    @Override
    int answer(Terminal terminal) {
      Bytes receipt = read(terminal, file);
      Judge judge = Judge.of(terminal, key, policy, file);
      Trust trust = judge.trust();
      ReceiptVerdict verdict = judge.verifier().verify(receipt);
      return switch (verdict) {
        case ReceiptVerdict.Accepted accepted -> accepted(terminal, accepted, trust);
        case ReceiptVerdict.Rejected(var reason) ->
            new Unproven("verify", trust).rejected(terminal, reason.name());
        case ReceiptVerdict.Malformed(var fault) ->
            new Unproven("verify", trust).malformed(terminal, fault.name());
      };
    }

    private int accepted(Terminal terminal, ReceiptVerdict.Accepted accepted, Trust trust) {
      Leaf leaf;
      try {
        leaf = Leaf.decode(accepted.leaf());
      } catch (IllegalArgumentException e) {
        return new Unproven("verify", trust).rejected(terminal, "NOT_A_COMMAND");
      }
      String command = leaf.commandId().hex();
      terminal.say("verify.accepted");
      terminal.say("verify.command", command);
      terminal.say("verify.result", leaf.code());
      terminal.say("verify.payload", leaf.payload().text());
      terminal.say("verify.place", accepted.index(), accepted.treeSize(), accepted.root().hex());
      terminal.say("verify.origin", accepted.origin());
      terminal.say("verify.trust", trust.source());
      terminal.document(
          out -> {
            out.writeStartObject();
            out.writeStringField("verdict", "accepted");
            out.writeStringField("command", command);
            out.writeStringField("result", leaf.code());
            out.writeNumberField("index", accepted.index());
            out.writeNumberField("treeSize", accepted.treeSize());
            out.writeStringField("root", accepted.root().hex());
            out.writeStringField("origin", accepted.origin());
            out.writeStringField("trust", trust.source());
            out.writeEndObject();
          });
      return ExitCode.YES;
    }
  }

  /// Reads a policy that the user named.
  static TrustPolicy policy(Terminal terminal, Path file) {
    try {
      return TrustPolicy.parse(read(terminal, file));
    } catch (PolicyFormatException e) {
      throw badPolicy(terminal, file, e);
    }
  }

  /// Says what is wrong with a policy.
  static Failure badPolicy(Terminal terminal, Path file, PolicyFormatException e) {
    return Failure.malformed(
        "POLICY_MALFORMED",
        terminal.words().say("verify.bad-policy", file, e.fault(), Integer.toString(e.line())));
  }

  /// Reads a file that the user named: no file that proves something is larger than 64 MiB, and
  /// there are files without an end.
  static Bytes read(Terminal terminal, Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] read = in.readNBytes(FILE_BYTES_MAX + 1);
      if (read.length > FILE_BYTES_MAX) {
        throw Failure.malformed(terminal.words().say("file.too-large", file));
      }
      return Bytes.wrap(read);
    } catch (IOException e) {
      throw Failure.malformed(terminal.words().say("file.unreadable", file));
    }
  }
}
