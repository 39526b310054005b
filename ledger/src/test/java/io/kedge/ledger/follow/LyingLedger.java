package io.kedge.ledger.follow;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.LogSigner;
import io.kedge.ledger.publish.Answer;
import io.kedge.ledger.publish.Request;
import io.kedge.ledger.publish.Responder;
import io.kedge.ledger.tree.EntryBundle;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TreeAppender;
import java.util.List;
import java.util.Optional;

/// A published log of any entries, with the ledger's own signature under them.
final class LyingLedger implements Responder {
  private final List<Bytes> entries;
  private final Bytes checkpoint;
  private final MemoryTileStore tiles = new MemoryTileStore();

  LyingLedger(String origin, SigningKey key, List<Bytes> entries) {
    this.entries = List.copyOf(entries);
    var tree = new TreeAppender();
    entries.forEach(tree::appendEntry);
    tree.flush(tiles);
    var head = new Checkpoint(origin, entries.size(), tree.root());
    this.checkpoint = new LogSigner(origin, key).sign(head).encoded();
  }

  @Override
  public Answer answer(Request request) {
    String path = request.path();
    if (path.equals("checkpoint")) {
      return Answer.changing(Answer.TEXT, checkpoint);
    }
    Optional<TileId> bundle = EntryBundle.parse(path);
    if (bundle.isPresent()) {
      int from = (int) bundle.get().index() * TileId.WIDTH;
      return Answer.lasting(
          Answer.BINARY, EntryBundle.encode(entries.subList(from, from + bundle.get().width())));
    }
    return TileId.parse(path)
        .flatMap(tile -> tiles.read(tile).map(hashes -> hashes.slice(0, tile.width() * 32)))
        .map(hashes -> Answer.lasting(Answer.BINARY, hashes))
        .orElseGet(() -> Answer.none(path));
  }
}
