package io.kedge.cli;

import io.kedge.contract.Key;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.MalformedException;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.node.StoredProofs;
import io.kedge.ledger.proof.ReceiptVerifier;
import io.kedge.ledger.proof.StateProof;
import io.kedge.ledger.proof.StateProofVerdict;
import io.kedge.ledger.proof.StateProofVerifier;
import io.kedge.rulebook.StandardRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge prove`: makes state proofs from a ledger's folder, beside whoever writes it.
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    subcommands = {
      ProveCommand.OfNote.class,
      ProveCommand.OfLock.class,
      ProveCommand.OfKey.class,
    })
final class ProveCommand extends Group {
  /// `kedge prove note ID`.
  @Command(name = "note", mixinStandardHelpOptions = true)
  static final class OfNote extends Proving {
    @Parameters(paramLabel = "ID", descriptionKey = "prove.note")
    private String id = "";

    @Override
    Key key(Terminal terminal) {
      return keyOf(terminal, "note/" + id);
    }
  }

  /// `kedge prove lock ID`.
  @Command(name = "lock", mixinStandardHelpOptions = true)
  static final class OfLock extends Proving {
    @Parameters(paramLabel = "ID", descriptionKey = "prove.lock")
    private String id = "";

    @Override
    Key key(Terminal terminal) {
      return keyOf(terminal, "lock/" + id);
    }
  }

  /// `kedge prove key KEY`.
  @Command(name = "key", mixinStandardHelpOptions = true)
  static final class OfKey extends Proving {
    @Parameters(paramLabel = "KEY", descriptionKey = "prove.key")
    private String key = "";

    @Override
    Key key(Terminal terminal) {
      return keyOf(terminal, key);
    }
  }

  /// What all of them do.
  abstract static class Proving extends Asking {
    @Option(names = "--data", paramLabel = "DIR", required = true, descriptionKey = "option.data")
    private Path data = Path.of("");

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        descriptionKey = "prove.output")
    private Optional<Path> output = Optional.empty();

    @Option(
        names = "--cosigned",
        paramLabel = "K",
        defaultValue = "0",
        descriptionKey = "prove.cosigned")
    private int cosigned;

    abstract Key key(Terminal terminal);

    static Key keyOf(Terminal terminal, String text) {
      boolean line = text.chars().allMatch(c -> c > ' ' && c < 0x7F) && !text.endsWith("/");
      try {
        if (line) {
          return new Key(text);
        }
      } catch (IllegalArgumentException e) {
        // Said below.
      }
      throw Failure.malformed("USAGE", terminal.words().say("prove.no-key", text));
    }

    @Override
    final int answer(Terminal terminal) throws IOException {
      Key key = key(terminal);
      if (cosigned < 0) {
        throw Failure.malformed("USAGE", terminal.words().say("prove.no-count", cosigned));
      }
      StateProof proof = proof(terminal, key);
      StateProofVerdict.Accepted proven = checked(terminal, proof.encoded());
      if (output.isPresent()) {
        write(output.get(), proof.encoded());
        StateWords.tell(terminal, proven);
        terminal.say("prove.written", output.get());
      } else {
        terminal.line(proof.encoded().text().stripTrailing());
      }
      terminal.document(
          out -> {
            out.writeStartObject();
            out.writeStringField("verdict", "accepted");
            StateWords.write(out, proven);
            if (output.isPresent()) {
              out.writeStringField("file", output.get().toString());
            } else {
              out.writeStringField("proof", proof.encoded().text());
            }
            out.writeEndObject();
          });
      return ExitCode.YES;
    }

    private StateProof proof(Terminal terminal, Key key) throws IOException {
      Words words = terminal.words();
      Path known = data.resolve(LedgerNode.GENESIS);
      if (!Files.exists(known)) {
        throw Failure.malformed(words.say("ledger.none", data));
      }
      GenesisState genesis;
      try {
        genesis = GenesisState.of(Genesis.read(Bytes.wrap(Files.readAllBytes(known))));
      } catch (MalformedException e) {
        throw Failure.no(
            "GENESIS_DAMAGED", words.say("ledger.genesis-damaged", String.valueOf(e.getMessage())));
      }
      var rules = StandardRules.version1();
      var opened = StoredProofs.open(RealDisk.at(data), genesis, rules, cosigned);
      try (StoredProofs proofs =
          opened.orElseThrow(
              () -> Failure.no("CHECKPOINT_MISSING", words.say("prove.no-checkpoint", cosigned)))) {
        return proofs.of(key);
      }
    }

    /// Nothing is handed out that does not convince somebody who has the ledger's key alone, or the
    /// followers' too where they cosigned.
    private StateProofVerdict.Accepted checked(Terminal terminal, Bytes proof) throws IOException {
      Path vkey = data.resolve(LedgerNode.VKEY);
      Trust trust = Trust.of(terminal, Optional.of(vkey.toString()), vkey);
      var keys = new ArrayList<>(trust.keys());
      if (cosigned > 0) {
        keys.addAll(LedgerServe.followers(terminal, data, Optional.empty()));
      }
      var verifier = new StateProofVerifier(new ReceiptVerifier(keys, cosigned));
      if (verifier.verify(proof) instanceof StateProofVerdict.Accepted proven) {
        return proven;
      }
      throw new NodeFault(NodeFault.Kind.CHECKPOINT_CONTRADICTED, "the proof does not hold");
    }

    private static void write(Path file, Bytes proof) throws IOException {
      String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".new";
      Path fresh = file.resolveSibling(name);
      Files.write(fresh, proof.unsafeArray(), StandardOpenOption.CREATE_NEW);
      try {
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    }
  }
}
