package io.kedge.bench;

import io.kedge.contract.Envelope;
import io.kedge.contract.ParsedCommand;
import io.kedge.contract.RuleBook;
import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.KeyId;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.note.NoteCommand;
import io.kedge.rulebook.StandardRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A service on a database, as a good engineer would write it beside the ledger: the same envelopes
/// are parsed and verified on all cores by the same code, then writers take what waits and commit
/// it
/// in groups. The keys of the parties are in memory.
final class PeerTarget implements Target {
  private static final long UNITS = 1_000_000_000_000L;
  private static final int QUEUE_MAX = 10_000;
  private static final long IDLE_MILLIS = 100;

  private final PeerStore.Kind kind;
  private final PeerStore store;
  private final RuleBook rules = StandardRules.version1();
  private final SignatureRule signatures = SignatureRule.standard();
  private final Map<KeyId, VerificationKey> keys = new HashMap<>();
  private final List<SignedTransfers> wallets = new ArrayList<>();
  private final String ledger = Digest.of(Bytes.utf8("kedge.bench.peer")).hex();
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(QUEUE_MAX);
  private final ExecutorService workers;
  private final List<Thread> writers = new ArrayList<>();
  private volatile boolean closed;

  private record Waiting(PeerStore.Transfer transfer, CompletableFuture<Boolean> done) {}

  private PeerTarget(PeerStore.Kind kind, PeerStore store) {
    this.kind = kind;
    this.store = store;
    this.workers =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().name("kedge-verify-", 0).factory());
  }

  /// Opens an empty store in a folder and gives each party a note.
  static PeerTarget open(PeerStore.Kind kind, Path folder, int parties) throws Exception {
    var target = new PeerTarget(kind, kind.open(folder));
    try {
      target.fund(parties);
      target.start();
      return target;
    } catch (Exception e) {
      target.close();
      throw e;
    }
  }

  private void fund(int parties) throws Exception {
    var notes = new ArrayList<PeerStore.Note>();
    for (int i = 0; i < parties; i++) {
      SigningKey key = SignedTransfers.keyOf(i);
      var party = BenchLedger.party(i, parties);
      String note = Digest.of(Bytes.utf8("kedge.bench.note|" + i)).hex();
      keys.put(key.id(), key.verificationKey(party));
      notes.add(new PeerStore.Note(note, party.value(), BenchLedger.CASH, UNITS));
      wallets.add(
          new SignedTransfers(
              ledger,
              BenchLedger.CASH,
              party,
              BenchLedger.party(i + 1, parties),
              key,
              note,
              UNITS));
    }
    store.load(notes);
  }

  private void start() {
    for (int i = 0; i < kind.writers(); i++) {
      writers.add(Thread.ofPlatform().name("bench-writer-" + i).start(this::write));
    }
  }

  @Override
  public String name() {
    return kind.name();
  }

  @Override
  public List<SignedTransfers> wallets() {
    return wallets;
  }

  @Override
  public Path written() {
    return store.folder();
  }

  @Override
  public void transfer(Bytes envelope) {
    var done = new CompletableFuture<Boolean>();
    workers.execute(() -> admit(envelope, done));
    if (!done.join()) {
      throw new IllegalStateException(name() + " refuses a transfer of the bench");
    }
  }

  private void admit(Bytes bytes, CompletableFuture<Boolean> done) {
    try {
      PeerStore.Transfer transfer = verified(bytes);
      queue.put(new Waiting(transfer, done));
    } catch (Throwable e) { // whoever waits is told
      done.completeExceptionally(e);
    }
  }

  /// The same parsing, id, form and signature as in the ledger.
  private PeerStore.Transfer verified(Bytes bytes) {
    Envelope envelope = Envelope.read(bytes);
    ParsedCommand<?> parsed = rules.parse(ledger, envelope);
    Envelope.Signature signature = envelope.signatures().getFirst();
    VerificationKey key = keys.get(signature.keyId());
    if (key == null
        || !key.party().equals(parsed.header().by())
        || !signatures.verify(key, parsed.message(), signature.value())) {
      throw new IllegalStateException("a signature of the bench does not verify");
    }
    var transfer = (NoteCommand.Transfer) parsed.command();
    var outputs = new ArrayList<PeerStore.Note>(2);
    for (NoteCommand.Output output : transfer.outputs()) {
      outputs.add(
          new PeerStore.Note(
              parsed.id().output(outputs.size()),
              output.to().value(),
              transfer.instrument().value(),
              output.units()));
    }
    return new PeerStore.Transfer(
        parsed.id().digest().bytes(),
        parsed.header().by().value(),
        transfer.instrument().value(),
        transfer.inputs().getFirst().value(),
        outputs);
  }

  private void write() {
    var group = new ArrayList<Waiting>();
    while (!closed) {
      try {
        Waiting first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          queue.drainTo(group, kind.groupMax() - 1);
          List<Boolean> done = store.commit(group.stream().map(Waiting::transfer).toList());
          for (int i = 0; i < group.size(); i++) {
            group.get(i).done().complete(done.get(i));
          }
        }
      } catch (Throwable e) { // whoever waits is told; the next group is tried anew
        group.forEach(waiting -> waiting.done().completeExceptionally(e));
      }
      group.clear();
    }
  }

  @Override
  public void close() throws IOException {
    workers.shutdown();
    closed = true;
    for (Thread writer : writers) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    store.close();
  }
}
