package io.kedge.bench;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.follow.Source;
import io.kedge.ledger.follow.SourceFailure;
import io.kedge.ledger.publish.Answer;
import io.kedge.ledger.publish.Publication;
import io.kedge.ledger.publish.Request;
import io.kedge.ledger.tree.EntryBundle;
import io.kedge.ledger.tree.TileId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A ledger as a follower meets it, with the answers for a part of its log made ahead: on another
/// machine, reading the ledger's log would take nothing from the follower's processors either.
final class RecordedLedger implements Source {
  private final Publication published;
  private final Map<String, Bytes> recorded = new ConcurrentHashMap<>();

  RecordedLedger(Publication published) {
    this.published = published;
  }

  /// Forgets what was recorded, and records entries, hashes and layout of a part of the log.
  ///
  /// @param from entries the follower has
  /// @param to entries the newest checkpoint covers
  /// @param block of the first block in that part
  /// @param lastBlock of the last
  void record(long from, long to, long block, long lastBlock) throws SourceFailure {
    forget();
    keep("checkpoint");
    for (long index = from / TileId.WIDTH; index * TileId.WIDTH < to; index++) {
      int width = (int) Math.min(TileId.WIDTH, to - index * TileId.WIDTH);
      keep(EntryBundle.path(index, width));
      keep(new TileId(0, index, width).path());
    }
    for (long index = (block - 1) / TileId.WIDTH; index * TileId.WIDTH < lastBlock; index++) {
      keep(TileId.full(0, index).path().replaceFirst("tile/0/", "layout/"));
    }
  }

  /// Forgets what was recorded.
  void forget() {
    recorded.clear();
  }

  private void keep(String path) throws SourceFailure {
    recorded.put(path, ask(path));
  }

  private Bytes ask(String path) throws SourceFailure {
    Answer answer = published.answer(Request.get(path));
    if (answer.status() != 200) {
      throw new SourceFailure(
          SourceFailure.Kind.NOT_FOUND, path + " is answered with " + answer.status());
    }
    return answer.body();
  }

  @Override
  public Bytes get(String path, int bytesMax) throws SourceFailure {
    Bytes known = recorded.get(path);
    return known == null ? ask(path) : known;
  }

  @Override
  public Answer post(String path, Bytes body) {
    return published.answer(Request.post(path, body));
  }

  @Override
  public String name() {
    return "recorded";
  }
}
