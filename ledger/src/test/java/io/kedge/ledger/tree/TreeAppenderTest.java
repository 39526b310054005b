package io.kedge.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TreeAppenderTest {
  /// A store that remembers the order of its writes.
  private static final class Recording implements TileStore {
    private final MemoryTileStore kept = new MemoryTileStore();
    private final List<String> writes = new ArrayList<>();

    @Override
    public Optional<Bytes> read(TileId tile) {
      return kept.read(tile);
    }

    @Override
    public void write(TileId tile, Bytes hashes) {
      writes.add(tile.path());
      kept.write(tile, hashes);
    }
  }

  /// The example of tlog-tiles: 273 full level-0 tiles, one of 112; one full level-1 tile, one of
  /// 17; one level-2 tile of 1.
  @Test
  void aTreeOfSeventyThousandHasTheTilesOfTheSpecification() {
    Recording store = new Recording();
    Leaves.grown(store, 70_000);
    assertThat(store.writes).hasSize(273 + 1 + 1 + 1 + 1);
    assertThat(store.writes)
        .contains(
            "tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1");
    assertThat(TileAudit.faults(store, 70_000)).isEmpty();
  }

  @Test
  void aFlushWritesOnlyWhatChanged() {
    Recording store = new Recording();
    TreeAppender tree = Leaves.grown(store, 300);
    store.writes.clear();
    tree.append(Leaves.leaf(300));
    tree.flush(store);
    assertThat(store.writes).containsExactly("tile/0/001.p/45");
    store.writes.clear();
    tree.flush(store);
    assertThat(store.writes).isEmpty();
    for (long i = 301; i < 512; i++) {
      tree.append(Leaves.leaf(i));
    }
    tree.flush(store);
    assertThat(store.writes).containsExactly("tile/0/001", "tile/1/000.p/2");
  }

  @Test
  void aTreeOpenedFromItsTilesGrowsLikeTheOneThatStayedOpen() {
    for (long size : new long[] {0, 1, 255, 256, 257, 511, 512, 1000, 65_535, 65_536, 66_000}) {
      MemoryTileStore store = new MemoryTileStore();
      TreeAppender stayed = Leaves.grown(store, size);
      TreeAppender opened = TreeAppender.open(store, size);
      assertThat(opened.root()).as("size %d", size).isEqualTo(stayed.root());
      for (long i = size; i < size + 300; i++) {
        stayed.append(Leaves.leaf(i));
        opened.append(Leaves.leaf(i));
      }
      assertThat(opened.root()).as("size %d + 300", size).isEqualTo(stayed.root());
      opened.flush(store);
      assertThat(TileAudit.faults(store, size + 300)).isEmpty();
      assertThat(new TreeProofs(store).root(size + 300)).isEqualTo(stayed.root());
    }
  }

  @Test
  void aTreeOpensAtAnySmallerSizeOfItsTiles() {
    MemoryTileStore store = new MemoryTileStore();
    Leaves.grown(store, 600);
    TreeProofs proofs = new TreeProofs(store);
    for (long size = 513; size <= 600; size++) {
      assertThat(TreeAppender.open(store, size).root()).isEqualTo(proofs.root(size));
    }
  }

  @Test
  void aMissingTileIsNamed() {
    assertThatThrownBy(() -> TreeAppender.open(new MemoryTileStore(), 300))
        .isInstanceOf(MissingTileException.class)
        .hasMessageContaining("tile/0/001.p/44");
    assertThat(TileAudit.faults(new MemoryTileStore(), 300))
        .extracting(fault -> fault.tile().path())
        .containsExactly("tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1");
  }

  @Test
  void theAuditFindsOneFlippedBitInAFullTile() {
    MemoryTileStore store = new MemoryTileStore();
    Leaves.grown(store, 1000);
    assertThat(TileAudit.faults(store, 1000)).isEmpty();
    TileId second = TileId.full(0, 1);
    byte[] bad = store.read(second).orElseThrow().toArray();
    bad[5000] ^= 4;
    store.write(second, Bytes.wrap(bad));
    assertThat(TileAudit.faults(store, 1000))
        .containsExactly(new TileAudit.Fault(second, TileAudit.What.DOES_NOT_FIT_PARENT));
  }

  @Test
  void aProofFromALargeTreeVerifiesAndKeepsOldSizes() {
    MemoryTileStore store = new MemoryTileStore();
    TreeAppender tree = Leaves.grown(store, 200_000);
    TreeProofs proofs = new TreeProofs(store, 2);
    Digest root = tree.root();
    for (long index : new long[] {0, 255, 65_535, 131_072, 199_999}) {
      assertThat(proofs.leafHash(index, 200_000)).isEqualTo(Leaves.leaf(index));
      assertThat(proofs.inclusion(index, 200_000).verify(Leaves.leaf(index), root).accepted())
          .isTrue();
    }
    for (long size : new long[] {1, 256, 70_000, 131_072, 199_999}) {
      assertThat(proofs.consistency(size, 200_000).verify(proofs.root(size), root).accepted())
          .isTrue();
    }
  }
}
