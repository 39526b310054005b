package io.kedge.cli;

import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.crypto.LedgerKeys;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeParts;
import io.kedge.rulebook.StandardRules;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.run.PackRunner;
import io.kedge.scenario.run.RunListener;
import io.kedge.scenario.run.RunReport;
import io.kedge.scenario.run.Scale;
import io.kedge.scenario.run.Signing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Plays a pack on a durable ledger of its own. Started again on the same folder it goes on where
/// it
/// was stopped: the same commands are sent again and those that are there are answered as before.
final class StoryLedger {
  private final Pack pack;
  private final Path data;
  private final LedgerTime start;
  private final Terminal terminal;

  /// @param start when the story begins, unless the ledger is there already and says when it did
  StoryLedger(Pack pack, Path data, LedgerTime start, Terminal terminal) throws IOException {
    this.pack = pack;
    this.data = data;
    this.terminal = terminal;
    Path known = data.resolve("genesis.json");
    this.start =
        Files.exists(known) ? Genesis.read(Bytes.wrap(Files.readAllBytes(known))).time() : start;
  }

  /// What a run left behind.
  ///
  /// @param report how it went
  /// @param blockHeight the last block
  /// @param treeSize entries of the tree
  /// @param treeRoot its root
  /// @param stateRoot root of the state
  /// @param ledger the ledger's id
  /// @param receipts the receipts, in order
  record Played(
      RunReport report,
      long blockHeight,
      long treeSize,
      String treeRoot,
      String stateRoot,
      String ledger,
      List<Path> receipts) {}

  /// Plays the story to its end.
  ///
  /// @param listener is told of every step
  /// @param acknowledged is told the id of each accepted command once it is durable
  Played play(RunListener listener, Consumer<String> acknowledged) throws IOException {
    var runner = new PackRunner(pack, SIGNING, start, Scale.FULL);
    Genesis genesis = runner.genesis();
    try (var _ = LedgerKeys.alone(data)) {
      return play(runner, genesis, listener, acknowledged);
    }
  }

  private Played play(
      PackRunner runner, Genesis genesis, RunListener listener, Consumer<String> acknowledged)
      throws IOException {
    SigningKey logKey = LedgerKeys.forStory(data, terminal::passphraseDrawn);
    var clock = new StoryClock(genesis.time());
    NodeParts parts = NodeParts.in(data, logKey, terminal.fatal(), clock);
    try (LedgerNode node =
        LedgerNode.open(GenesisState.of(genesis), StandardRules.version1(), parts)) {
      node.notes().forEach(terminal::progress);
      var receipts = new ReceiptFolder(data.resolve("receipts"), node.vkey().text());
      try (var target = new LedgerTarget(node, clock, receipts, acknowledged)) {
        RunReport report = runner.run(target, listener);
        return new Played(
            report,
            node.tip().number(),
            node.tip().treeSize(),
            node.tip().treeRoot().hex(),
            node.stateRoot().hex(),
            node.genesis().ledger(),
            receipts.files());
      }
    }
  }

  private static final Signing SIGNING =
      new Signing() {
        @Override
        public Bytes publicKey(Bytes seed) {
          return SigningKey.fromSeed(Algorithm.ED25519, seed).publicKey();
        }

        @Override
        public Bytes sign(Bytes seed, Bytes message) {
          return SigningKey.fromSeed(Algorithm.ED25519, seed).sign(message);
        }
      };
}
