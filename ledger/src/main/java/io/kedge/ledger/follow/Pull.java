package io.kedge.ledger.follow;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.node.Machine;
import io.kedge.ledger.node.Replica;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.tree.TileId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// Brings a replica to one checkpoint: bundles are fetched ahead, signatures verified on all cores,
/// and this thread executes, compares and writes. What was written before a difference is kept.
final class Pull {
  private static final int COMMANDS_AHEAD_MAX = 8_192;
  private static final int BLOCKS_AHEAD_MAX = 256;
  private static final int COMMIT_EVERY_BLOCKS = 64;

  private final Replica replica;
  private final Bundles bundles;
  private final Layout layout;
  private final BlockReader reader;
  private final ArrayDeque<Replica.Prepared> prepared = new ArrayDeque<>();
  private int commandsAhead;
  private boolean ended;
  private Optional<Difference> wrong = Optional.empty();
  private Optional<SourceFailure> unreachable = Optional.empty();
  private Optional<FollowStopped> refused = Optional.empty();
  private int uncommitted;
  private Bytes lastEntry = Bytes.EMPTY;
  private long bundleStart;

  private Pull(Replica replica, Source source, AuthenticTiles tiles, Checkpoint head) {
    this.replica = replica;
    long begin = replica.tip().treeSize();
    this.bundleStart = begin / TileId.WIDTH * TileId.WIDTH;
    this.bundles = new Bundles(source, tiles, head.size(), begin / TileId.WIDTH);
    this.layout = new Layout(source);
    this.reader = new BlockReader(replica.tip());
  }

  /// A difference, and the entry of the ledger that shows it.
  record Difference(Divergence divergence, Bytes entry) {}

  /// Pulls up to a checkpoint; answers the first difference, if there is one.
  static Optional<Difference> run(
      Replica replica, Source source, AuthenticTiles tiles, Checkpoint head)
      throws SourceFailure, FollowStopped, IOException, InterruptedException {
    var pull = new Pull(replica, source, tiles, head);
    try (Bundles _ = pull.bundles) {
      return pull.run();
    }
  }

  private Optional<Difference> run()
      throws SourceFailure, FollowStopped, IOException, InterruptedException {
    while (true) {
      readAhead();
      Replica.Prepared block = prepared.poll();
      if (block == null) {
        break;
      }
      commandsAhead -= block.leaves().size();
      Optional<Difference> difference = execute(block);
      if (difference.isPresent()) {
        replica.commit();
        return difference;
      }
    }
    replica.commit();
    throwFailure();
    return wrong;
  }

  private void throwFailure() throws SourceFailure, FollowStopped {
    if (unreachable.isPresent()) {
      throw unreachable.get();
    }
    if (refused.isPresent()) {
      throw refused.get();
    }
  }

  /// Reads while there is room, without waiting unless there is nothing to execute. What goes wrong
  /// here is said when everything before it was executed.
  private void readAhead() throws InterruptedException {
    while (!ended
        && commandsAhead < COMMANDS_AHEAD_MAX
        && prepared.size() < BLOCKS_AHEAD_MAX
        && (prepared.isEmpty() || bundles.isReady())) {
      try {
        Optional<List<Bytes>> bundle = bundles.next();
        if (bundle.isEmpty()) {
          ended = true;
          if (!reader.isAtEnd()) {
            wrong = Optional.of(new Difference(reader.unfinished(), lastEntry));
          }
        } else {
          read(bundle.get());
        }
      } catch (SourceFailure e) {
        unreachable = Optional.of(e);
        ended = true;
      } catch (FollowStopped e) {
        refused = Optional.of(e);
        ended = true;
      }
    }
  }

  private void read(List<Bytes> entries) {
    for (int i = 0; i < entries.size() && !ended; i++) {
      if (bundleStart + i >= reader.index()) {
        take(entries.get(i));
      }
    }
    bundleStart += TileId.WIDTH;
  }

  private void take(Bytes entry) {
    lastEntry = entry;
    try {
      Optional<BlockReader.Read> block = reader.take(entry);
      if (block.isPresent()) {
        BlockHeader header = block.get().header();
        prepared.add(replica.prepare(header, block.get().leaves()));
        commandsAhead += header.leafCount();
      }
    } catch (BlockReader.Wrong e) {
      wrong = Optional.of(new Difference(e.divergence(), entry));
      ended = true;
    }
  }

  private Optional<Difference> execute(Replica.Prepared block) throws SourceFailure, IOException {
    BlockHeader header = block.header();
    Optional<Layout.Mark> mark = layout.mark(header.number() - 1);
    boolean group = mark.map(Layout.Mark::startsGroup).orElse(uncommitted >= COMMIT_EVERY_BLOCKS);
    if (group) {
      replica.commit();
      uncommitted = 0;
    }
    Machine.Produced produced = replica.execute(block);
    Optional<Divergence> divergence = Divergence.between(header, block.leaves(), produced.block());
    if (divergence.isPresent()) {
      long at = divergence.get().index() - header.firstLeaf();
      Bytes entry =
          at < block.leaves().size() ? block.leaves().get((int) at).encoded() : header.encoded();
      return Optional.of(new Difference(divergence.get(), entry));
    }
    boolean first = mark.isEmpty() ? uncommitted == 0 : mark.get().startsGroup();
    replica.write(produced.block(), first, mark.map(Layout.Mark::startsSegment));
    uncommitted++;
    return Optional.empty();
  }
}
