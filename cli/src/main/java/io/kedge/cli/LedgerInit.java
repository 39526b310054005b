package io.kedge.cli;

import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.Json;
import io.kedge.kernel.MalformedException;
import io.kedge.ledger.crypto.KeyStore;
import io.kedge.ledger.crypto.KeyStoreFailure;
import io.kedge.ledger.crypto.LedgerKeys;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.SystemClock;
import io.kedge.ledger.disk.SystemEntropy;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeParts;
import io.kedge.rulebook.StandardRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kedge ledger init`: founds a ledger. Without a passphrase for its keys it refuses.
@Command(name = "init", mixinStandardHelpOptions = true)
final class LedgerInit extends Asking {
  private static final String OPERATOR = "operator";
  private static final int STATE_ROOT_EVERY = 16;

  @Option(names = "--data", paramLabel = "DIR", required = true, descriptionKey = "option.data")
  private Path data = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "kedge",
      descriptionKey = "ledger.name")
  private String name = "kedge";

  @Option(names = "--genesis", paramLabel = "FILE", descriptionKey = "ledger.genesis")
  private Optional<Path> document = Optional.empty();

  @Override
  int answer(Terminal terminal) {
    Words words = terminal.words();
    if (!Identifiers.isId(name)) {
      throw Failure.malformed(words.say("keys.not-an-id", name));
    }
    if (Files.exists(data.resolve("genesis.json")) && Files.exists(data.resolve("FORMAT"))) {
      throw Failure.no(words.say("ledger.exists", data));
    }
    try (var _ = LedgerKeys.alone(data)) {
      SigningKey logKey = LedgerKeys.sealed(data);
      Genesis genesis = genesis(terminal);
      NodeParts parts = NodeParts.in(data, logKey, terminal.fatal());
      try (LedgerNode node =
          LedgerNode.open(GenesisState.of(genesis), StandardRules.version1(), parts)) {
        report(terminal, genesis, node);
      }
      return ExitCode.YES;
    } catch (KeyStoreFailure failure) {
      throw KeysCommand.refused(terminal.words(), failure);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Genesis genesis(Terminal terminal) throws IOException {
    try {
      Path begun = data.resolve("genesis.json"); // a founding that was cut short goes on with it
      Optional<Path> source = document.or(() -> Optional.of(begun).filter(Files::exists));
      Bytes bytes =
          source.isPresent()
              ? Bytes.wrap(Files.readAllBytes(source.get()))
              : Bytes.utf8(ownDocument().write());
      return Genesis.read(bytes);
    } catch (MalformedException e) {
      throw Failure.malformed(terminal.words().say("ledger.bad-genesis", e.getMessage()));
    }
  }

  /// One operator, who can verify everybody else.
  private Json.Obj ownDocument() throws IOException {
    KeyStore keys = LedgerKeys.store(data);
    SigningKey key =
        keys.find(OPERATOR)
            .orElseGet(
                () -> {
                  SigningKey made = SigningKey.generate(Algorithm.ED25519, new SystemEntropy());
                  keys.add(OPERATOR, made);
                  return made;
                });
    Json.Obj operator =
        Json.Obj.empty()
            .with("party", OPERATOR)
            .with("kind", "ENTERPRISE")
            .with("roles", Json.Arr.ofTexts(List.of("OPERATOR")))
            .with("commitment", Digest.of(Bytes.wrap(new SystemEntropy().bytes(32))).hex())
            .with(
                "keys",
                new Json.Arr(
                    List.of(
                        Json.Obj.empty()
                            .with("algorithm", key.algorithm().name())
                            .with("publicKey", key.publicKey().base64())
                            .with("holder", "SELF"))))
            .with("employees", new Json.Arr(List.of()));
    return Json.Obj.empty()
        .with("name", name)
        .with("time", new SystemClock().millis())
        .with("ruleBook", new Json.Whole(1))
        .with("consensus", "solo")
        .with("hash", Genesis.HASH)
        .with("stateRootEvery", new Json.Whole(STATE_ROOT_EVERY))
        .with("founders", new Json.Arr(List.of(operator)))
        .with("clearingParties", new Json.Arr(List.of()));
  }

  private void report(Terminal terminal, Genesis genesis, LedgerNode node) {
    String founders =
        String.join(
            ", ",
            genesis.founders().stream().map(founder -> founder.party().id().value()).toList());
    terminal.say("ledger.founded", genesis.ledgerId().hex(), data, founders, node.vkey().text());
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeStringField("ledger", genesis.ledgerId().hex());
          out.writeStringField("name", genesis.name());
          out.writeStringField("vkey", node.vkey().text());
          out.writeEndObject();
        });
  }
}
