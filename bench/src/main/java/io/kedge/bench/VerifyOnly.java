package io.kedge.bench;

import io.kedge.contract.Envelope;
import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.PartyId;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.ledger.crypto.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The first ceiling: nothing but verifying signatures of transfers, on all cores.
final class VerifyOnly implements Workload {
  private record Item(VerificationKey key, Bytes message, Bytes signature) {}

  private final int items;
  private final int parties;
  private final List<Item> prepared = new ArrayList<>();

  VerifyOnly(int items, int parties) {
    this.items = items;
    this.parties = parties;
  }

  @Override
  public String name() {
    return "verify-only";
  }

  @Override
  public int clients() {
    return 0;
  }

  @Override
  public void prepare() {
    if (!prepared.isEmpty()) {
      return;
    }
    for (int i = 0; i < items; i++) {
      int owner = i % parties;
      var party = new PartyId("bench-" + owner);
      SigningKey key = SignedTransfers.keyOf(owner);
      var chain =
          new SignedTransfers(
              "0".repeat(64),
              "cny",
              party,
              new PartyId("bench-" + (owner + 1) % parties),
              key,
              "0".repeat(64),
              1_000_000_000L - i);
      Envelope envelope = chain.next();
      prepared.add(
          new Item(
              key.verificationKey(party),
              envelope.preAuthenticationEncoding(),
              envelope.signatures().getFirst().value()));
    }
  }

  @Override
  public Sample run() throws Exception {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      var shares = new ArrayList<Callable<Boolean>>();
      for (int t = 0; t < threads; t++) {
        int first = t;
        shares.add(() -> verifyEvery(first, threads));
      }
      var watch = new Stopwatch();
      for (var share : workers.invokeAll(shares)) {
        if (!share.get()) {
          throw new IllegalStateException("a signature of the bench does not verify");
        }
      }
      return watch.sample(items, 0, new long[0]);
    }
  }

  private boolean verifyEvery(int first, int step) {
    SignatureRule rule = SignatureRule.standard();
    boolean all = true;
    for (int i = first; i < prepared.size(); i += step) {
      Item item = prepared.get(i);
      all &= rule.verify(item.key(), item.message(), item.signature());
    }
    return all;
  }
}
