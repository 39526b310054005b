package io.kedge.ledger.light;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.Cosigner;
import io.kedge.ledger.proof.LogSigner;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.TlogProof;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TreeAppender;
import io.kedge.ledger.tree.TreeProofs;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongFunction;

/// A log that shows whatever a test wants it to.
final class PlayedLog implements LogSource {
  static final String ORIGIN = "kedge.example/ledger";
  static final LogSigner SIGNER = new LogSigner(ORIGIN, key(1));

  private final MemoryTileStore tiles = new MemoryTileStore();
  private final TreeAppender tree = new TreeAppender();
  private final LongFunction<String> leaves;
  private Optional<SignedNote> shown = Optional.empty();
  int reads;

  PlayedLog(LongFunction<String> leaves) {
    this.leaves = leaves;
  }

  /// The leaves that every honest log of these tests has.
  static PlayedLog honest() {
    return new PlayedLog(i -> "leaf " + i);
  }

  /// One that is honest up to a leaf, and goes another way from there.
  static PlayedLog forkedAt(long index) {
    return new PlayedLog(i -> i < index ? "leaf " + i : "other " + i);
  }

  static SigningKey key(int number) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) number);
    return SigningKey.fromSeed(VerificationKey.Algorithm.ED25519, Bytes.wrap(seed));
  }

  static VerifierKey vkey() {
    return SIGNER.verifierKey();
  }

  static Cosigner follower(int number) {
    return new Cosigner("follower-" + number + ".example", key(10 + number));
  }

  /// Grows to a size and shows it, signed.
  PlayedLog to(long size) {
    while (tree.size() < size) {
      tree.appendEntry(Bytes.utf8(leaves.apply(tree.size())));
    }
    tree.flush(tiles);
    return showing(SIGNER.sign(head()));
  }

  PlayedLog showing(SignedNote note) {
    shown = Optional.of(note);
    return this;
  }

  Checkpoint head() {
    return new Checkpoint(ORIGIN, tree.size(), tree.root());
  }

  /// A checkpoint of an earlier size, signed.
  SignedNote signed(long size) {
    Digest root = new TreeProofs(tiles).root(size, tree.size());
    return SIGNER.sign(new Checkpoint(ORIGIN, size, root));
  }

  SignedNote note() {
    return shown.orElseThrow();
  }

  TlogProof receipt(long index) {
    var inclusion = new TreeProofs(tiles).inclusion(index, tree.size());
    return TlogProof.receipt(Bytes.utf8(leaves.apply(index)), inclusion, note());
  }

  @Override
  public Optional<Bytes> read(String path, int bytesMax) throws SourceFailed {
    reads++;
    if (path.equals(LightClient.CHECKPOINT)) {
      return shown.map(SignedNote::encoded);
    }
    TileId tile = TileId.parse(path).orElseThrow(() -> new SourceFailed("no path " + path));
    return tiles.read(tile).map(hashes -> hashes.slice(0, tile.width() * Digest.SIZE));
  }
}
