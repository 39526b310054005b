package io.kedge.cli;

import io.kedge.contract.VerificationKey;
import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Identifiers;
import io.kedge.ledger.crypto.KeyStore;
import io.kedge.ledger.crypto.KeyStoreFailure;
import io.kedge.ledger.crypto.Passphrase;
import io.kedge.ledger.crypto.SealingCost;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.SystemEntropy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge keys`: makes private keys and shows their public sides.
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    subcommands = {KeysCommand.New.class, KeysCommand.Show.class})
final class KeysCommand extends Group {
  private static final String DEFAULT_STORE = "kedge.keys";

  /// `kedge keys new NAME`: makes a key in a sealed store. Without a passphrase it refuses.
  @Command(name = "new", mixinStandardHelpOptions = true)
  static final class New extends Asking {
    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(names = "--store", paramLabel = "FILE", defaultValue = DEFAULT_STORE)
    private Path store = Path.of(DEFAULT_STORE);

    @Option(names = "--algorithm", defaultValue = "ED25519")
    private Algorithm algorithm = Algorithm.ED25519;

    @Override
    int answer(Terminal terminal) {
      if (!Identifiers.isId(name)) {
        throw Failure.malformed(terminal.words().say("keys.not-an-id", name));
      }
      try {
        SigningKey key = SigningKey.generate(algorithm, new SystemEntropy());
        KeyStore keys = open();
        if (keys.find(name).isPresent()) {
          throw Failure.no(terminal.words().say("keys.exists", name, store));
        }
        keys.add(name, key);
        show(
            terminal,
            List.of(new Shown(name, algorithm, key.publicKey().base64(), key.id().value())));
        return ExitCode.YES;
      } catch (KeyStoreFailure failure) {
        throw refused(terminal.words(), failure);
      }
    }

    private KeyStore open() {
      Passphrase passphrase = Passphrase.fromEnvironment();
      return Files.exists(store)
          ? KeyStore.open(store, passphrase, new SystemEntropy())
          : KeyStore.create(store, passphrase, SealingCost.STANDARD, new SystemEntropy());
    }
  }

  /// `kedge keys show`: the public sides; needs no passphrase.
  @Command(name = "show", mixinStandardHelpOptions = true)
  static final class Show extends Asking {
    @Option(names = "--store", paramLabel = "FILE", defaultValue = DEFAULT_STORE)
    private Path store = Path.of(DEFAULT_STORE);

    @Override
    int answer(Terminal terminal) {
      try {
        show(
            terminal,
            KeyStore.list(store).stream()
                .map(
                    entry ->
                        new Shown(
                            entry.name(),
                            entry.algorithm(),
                            entry.publicKey().base64(),
                            VerificationKey.idOf(entry.algorithm(), entry.publicKey()).value()))
                .toList());
        return ExitCode.YES;
      } catch (KeyStoreFailure failure) {
        throw refused(terminal.words(), failure);
      }
    }
  }

  private record Shown(String name, Algorithm algorithm, String publicKey, String keyId) {}

  private static void show(Terminal terminal, List<Shown> keys) {
    Words words = terminal.words();
    var table =
        new TextTable(
            List.of(
                words.say("keys.name"),
                words.say("keys.algorithm"),
                words.say("keys.id"),
                words.say("keys.public")));
    for (Shown key : keys) {
      table.row(List.of(key.name(), key.algorithm().name(), key.keyId(), key.publicKey()));
    }
    terminal.table(table);
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("keys");
          for (Shown key : keys) {
            out.writeStartObject();
            out.writeStringField("name", key.name());
            out.writeStringField("algorithm", key.algorithm().name());
            out.writeStringField("keyId", key.keyId());
            out.writeStringField("publicKey", key.publicKey());
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  /// A file that is missing or damaged is a wrong question; a passphrase that is missing or wrong
  /// is
  /// a refusal.
  static Failure refused(Words words, KeyStoreFailure failure) {
    String fault = failure.fault().name();
    String text = words.sayOr("keystore." + fault, "");
    String message = fault + ": " + (text.isEmpty() ? failure.getMessage() : text);
    return switch (failure.fault()) {
      case PASSPHRASE_MISSING, PASSPHRASE_WRONG, FILE_EXISTS -> Failure.no(fault, message);
      case FILE_MISSING, FILE_DAMAGED, NOT_ACCESSIBLE -> Failure.malformed(fault, message);
    };
  }
}
