package io.kedge.ledger.proof;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.tree.InclusionProof;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.TreeAppender;
import io.kedge.ledger.tree.TreeProofs;
import java.util.Arrays;
import java.util.List;

/// A log with fixed keys and eleven leaves, cosigned by one follower: always the same bytes.
final class SampleLog {
  static final String ORIGIN = "kedge.example/ledger";
  static final LogSigner LOG = new LogSigner(ORIGIN, key(1));
  static final Cosigner BANK = new Cosigner("bank.example/follower", key(2));
  static final Cosigner STRANGER = new Cosigner("stranger.example", key(3));
  static final long TIME = 1_790_000_000;

  private final MemoryTileStore tiles = new MemoryTileStore();
  private final TreeAppender tree = new TreeAppender();

  SampleLog(int leaves) {
    for (int i = 0; i < leaves; i++) {
      tree.appendEntry(leaf(i));
    }
    tree.flush(tiles);
  }

  static SigningKey key(int number) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) number);
    return SigningKey.fromSeed(VerificationKey.Algorithm.ED25519, Bytes.wrap(seed));
  }

  static Bytes leaf(int index) {
    return Bytes.utf8("leaf " + index);
  }

  static List<VerifierKey> keys() {
    return List.of(LOG.verifierKey(), BANK.verifierKey());
  }

  Checkpoint checkpoint() {
    return new Checkpoint(ORIGIN, tree.size(), tree.root());
  }

  SignedNote signed() {
    return LOG.sign(checkpoint());
  }

  SignedNote cosigned() {
    return signed().with(BANK.cosign(checkpoint(), TIME));
  }

  InclusionProof inclusion(int index) {
    return new TreeProofs(tiles).inclusion(index, tree.size());
  }

  TlogProof receipt(int index) {
    return TlogProof.receipt(leaf(index), inclusion(index), cosigned());
  }
}
