package io.kedge.bench;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.follow.FollowStopped;
import io.kedge.ledger.follow.Follower;
import io.kedge.ledger.follow.FollowerKeys;
import io.kedge.ledger.follow.SourceFailure;
import io.kedge.ledger.node.Fatal;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.publish.Publication;
import io.kedge.rulebook.StandardRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a follower does with the transfers of the round, while the ledger rests: it verifies every
/// signature, executes every command again, compares, and writes its own durable copy of the log
/// and of the state. It is the follower of `kedge follow`, without the network.
final class ReplayWorkload implements Workload, AutoCloseable {
  private static final long CHECKPOINT_SECONDS = 60;

  private final BenchLedger ledger;
  private final TransferWorkload leader;
  private final Publication published;
  private final RecordedLedger source;
  private final Follower follower;
  private final Path folder;
  private Tip known;

  /// @param folder where the follower's copy is
  /// @param leader the transfers it replays
  ReplayWorkload(BenchLedger ledger, Path folder, TransferWorkload leader) throws Exception {
    this.ledger = ledger;
    this.folder = folder;
    this.leader = leader;
    this.published = Publication.open(RealDisk.at(ledger.folder()), List.of());
    this.source = new RecordedLedger(published);
    SigningKey key =
        SigningKey.fromSeed(
            VerificationKey.Algorithm.ED25519,
            Digest.of(Bytes.utf8("kedge.bench.follower")).bytes());
    try {
      this.follower =
          Follower.open(
              ledger.node().genesis(),
              StandardRules.version1(),
              NodeParts.in(folder, key, Fatal.halting(System.err)),
              List.of(ledger.node().vkey()),
              FollowerKeys.of("bench-follower", key));
      this.known = ledger.node().tip();
      catchUp();
    } catch (Exception e) {
      published.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public int clients() {
    return 0;
  }

  /// Brings the follower to the ledger's last block, so that what it has not is what comes next.
  void catchUp() throws IOException, SourceFailure, FollowStopped, InterruptedException {
    awaitCheckpoint();
    source.forget();
    poll();
    known = ledger.node().tip();
  }

  /// Makes ahead what the follower will be answered.
  @Override
  public void prepare() throws Exception {
    awaitCheckpoint();
    Tip tip = ledger.node().tip();
    source.record(known.treeSize(), tip.treeSize(), known.number() + 1, tip.number());
  }

  @Override
  public Sample run() throws Exception {
    Path log = folder.resolve("log");
    long before = DiskUse.bytes(log);
    var threads = ThreadTimes.now();
    var watch = new Stopwatch();
    poll();
    Sample sample = watch.sample(leader.items(), 0, new long[0]);
    return sample
        .withStages(ThreadTimes.now().since(threads, sample.cpuNanos()))
        .withBytes(DiskUse.bytes(log) - before);
  }

  private void poll() throws IOException, SourceFailure, FollowStopped, InterruptedException {
    Follower.Progress progress = follower.poll(source);
    if (progress.tip().treeSize() != ledger.node().tip().treeSize()) {
      throw new IllegalStateException("the follower has " + progress.tip() + " only");
    }
  }

  /// The newest checkpoint follows the last block within moments of rest.
  private void awaitCheckpoint() throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(CHECKPOINT_SECONDS);
    while (signedSize() < ledger.node().tip().treeSize()) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("no checkpoint of " + ledger.node().tip());
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private long signedSize() {
    return ledger
        .node()
        .checkpoint()
        .map(note -> Long.parseLong(note.text().lines().skip(1).findFirst().orElse("0")))
        .orElse(0L);
  }

  @Override
  public void close() throws IOException {
    try {
      follower.close();
    } finally {
      published.close();
    }
  }
}
