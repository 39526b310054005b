package io.kedge.ledger.follow;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.publish.Publication;
import io.kedge.ledger.tree.TileId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the records of a published log lie in their segments. Nothing depends on it but that the
/// copy becomes the same file: it is no part of any hash, and a source may not have it.
final class Layout {
  private final Source source;
  private long group = -1;
  private @Nullable Bytes marks;
  private boolean missing;

  Layout(Source source) {
    this.source = source;
  }

  /// The mark of a record; empty where the source does not tell.
  Optional<Mark> mark(long record) throws SourceFailure {
    if (missing) {
      return Optional.empty();
    }
    long wanted = record / TileId.WIDTH;
    int at = (int) (record % TileId.WIDTH);
    Bytes known = marks;
    if (known == null || group != wanted || known.size() <= at) {
      known = fetch(wanted);
      group = wanted;
      marks = known;
    }
    if (known == null || known.size() <= at) {
      missing = true;
      return Optional.empty();
    }
    int mark = known.at(at);
    return Optional.of(
        new Mark((mark & Publication.GROUP) != 0, (mark & Publication.SEGMENT) != 0));
  }

  private @Nullable Bytes fetch(long wanted) throws SourceFailure {
    String path = TileId.full(0, wanted).path().replaceFirst("tile/0/", "layout/");
    try {
      return source.get(path, TileId.WIDTH);
    } catch (SourceFailure e) {
      if (e.kind() == SourceFailure.Kind.UNREACHABLE) {
        throw e;
      }
      return null;
    }
  }

  /// How a record lies.
  record Mark(boolean startsGroup, boolean startsSegment) {}
}
