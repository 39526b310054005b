package io.kedge.ledger.follow;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.log.LogMend;
import io.kedge.ledger.log.RecordBody;
import io.kedge.ledger.node.BlockLog;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.tree.EntryBundle;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.TileId;
import java.io.IOException;
import java.util.Optional;

/// The records of another node, each handed out only when every entry of its block is of a trusted
/// checkpoint's tree.
final class PeerRecords implements LogMend.Records {
  private static final int BLOCK_BYTES_MAX = 1 << 29;

  private final Source peer;
  private final Checkpoint trusted;
  private final AuthenticTiles tiles;
  private final Layout layout;
  private long end = -1;

  PeerRecords(Source peer, Checkpoint trusted, AuthenticTiles tiles) {
    this.peer = peer;
    this.trusted = trusted;
    this.tiles = tiles;
    this.layout = new Layout(peer);
  }

  /// Carries a refusal through interfaces that know only [IOException].
  static final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient RepairRefused refused;

    Refusal(RepairRefused refused) {
      super(refused.getMessage());
      this.refused = refused;
    }

    RepairRefused refused() {
      return refused;
    }
  }

  private static Refusal refusal(RepairRefused.Reason reason, String what) {
    return new Refusal(new RepairRefused(reason, what));
  }

  @Override
  public RecordBody body(long index) throws IOException {
    return BlockLog.body(block(index + 1));
  }

  /// A block, its entries proven. Its events are not: what names the record, or executing it, does
  /// that.
  Block block(long height) throws IOException {
    Block block;
    try {
      block = Block.decode(peer.get("blocks/" + height, BLOCK_BYTES_MAX));
    } catch (SourceFailure e) {
      throw refusal(RepairRefused.Reason.PEER_BEHIND, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw refusal(RepairRefused.Reason.PEER_WRONG, "block " + height + " cannot be read");
    }
    if (block.number() != height || block.header().treeSize() > trusted.size()) {
      throw refusal(RepairRefused.Reason.PEER_WRONG, "block " + height + " is another one");
    }
    long entry = block.header().firstLeaf();
    for (BlockEntry leaf : block.entries()) {
      require(entry++, leaf.encodedLeaf());
    }
    require(entry, block.header().encoded());
    return block;
  }

  private void require(long index, Bytes entry) throws IOException {
    if (!leafHash(index).equals(MerkleHasher.leaf(entry))) {
      throw refusal(
          RepairRefused.Reason.PEER_WRONG, "entry " + index + " is not of the trusted checkpoint");
    }
  }

  /// The hash of an entry in the trusted tree.
  Digest leafHash(long index) throws IOException {
    long tile = index / TileId.WIDTH;
    int at = (int) (index % TileId.WIDTH);
    int width = (int) Math.min(TileId.WIDTH, trusted.size() - tile * TileId.WIDTH);
    try {
      Bytes hashes = tiles.authentic(new TileId(0, tile, width));
      int from = at * MerkleHasher.SIZE;
      return new Digest(hashes.slice(from, from + MerkleHasher.SIZE));
    } catch (SourceFailure e) {
      throw refusal(RepairRefused.Reason.PEER_BEHIND, String.valueOf(e.getMessage()));
    } catch (FollowStopped e) {
      throw refusal(RepairRefused.Reason.PEER_WRONG, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<LogMend.Lies> lies(long index) throws IOException {
    try {
      return layout
          .mark(index)
          .map(mark -> new LogMend.Lies(mark.startsGroup(), mark.startsSegment()));
    } catch (SourceFailure e) {
      return Optional.empty();
    }
  }

  /// The last entry of the trusted tree is a header, which says how many blocks there are.
  @Override
  public long end() throws IOException {
    if (end < 0) {
      end = lastHeader().number();
    }
    return end;
  }

  private BlockHeader lastHeader() throws IOException {
    long last = trusted.size() - 1;
    int width = (int) (last % TileId.WIDTH) + 1;
    String path = EntryBundle.path(last / TileId.WIDTH, width);
    try {
      Bytes bundle = peer.get(path, width * (2 + EntryBundle.ENTRY_BYTES_MAX));
      Bytes entry =
          EntryBundle.decode(bundle, width)
              .orElseThrow(() -> refusal(RepairRefused.Reason.PEER_WRONG, path))
              .getLast();
      require(last, entry);
      return BlockHeader.decode(entry);
    } catch (SourceFailure e) {
      throw refusal(RepairRefused.Reason.PEER_BEHIND, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw refusal(RepairRefused.Reason.PEER_WRONG, "entry " + last + " is no header");
    }
  }
}
