package io.kedge.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Bytes;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Paths and entry bundles as C2SP tlog-tiles writes them.
class TileFormatTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 256, tile/0/000",
    "0, 999, 1, tile/0/999.p/1",
    "1, 1000, 256, tile/1/x001/000",
    "2, 1234067, 5, tile/2/x001/x234/067.p/5",
    "7, 36028797018963967, 255, tile/7/x036/x028/x797/x018/x963/967.p/255"
  })
  void aTilePathIsTheSpecifications(int level, long index, int width, String path) {
    assertThat(new TileId(level, index, width).path()).isEqualTo(path);
    assertThat(TileId.parse(path)).contains(new TileId(level, index, width));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/8/000",
        "tile/00/000",
        "tile/0/0",
        "tile/0/1000",
        "tile/0/x000/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/x001/x234/067/",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/٠٠٠",
        "tile/0/x999/x999/x999/x999/x999/x999/999"
      })
  void anyOtherPathIsRefused(String path) {
    assertThat(TileId.parse(path)).isEmpty();
  }

  @Property(tries = 200)
  void everyPathIsReadBack(
      @ForAll @IntRange(max = 7) int level,
      @ForAll @LongRange(max = 1L << 55) long index,
      @ForAll @IntRange(min = 1, max = 256) int width) {
    TileId tile = new TileId(level, index, width);
    assertThat(TileId.parse(tile.path())).contains(tile);
  }

  @Test
  void aBundleIsLengthPrefixedEntries() {
    List<Bytes> entries = List.of(Bytes.utf8("ab"), Bytes.EMPTY, Bytes.of(new byte[0x0102]));
    Bytes bundle = EntryBundle.encode(entries);
    assertThat(bundle.slice(0, 8).hex()).isEqualTo("0002616200000102");
    assertThat(bundle.size()).isEqualTo(2 + 2 + 2 + 2 + 0x0102);
    assertThat(EntryBundle.decode(bundle, 3)).contains(entries);
    assertThat(EntryBundle.path(1234067, 256)).isEqualTo("tile/entries/x001/x234/067");
    assertThat(EntryBundle.path(0, 3)).isEqualTo("tile/entries/000.p/3");
  }

  @Test
  void aBundleThatIsCutOrLongerIsRefused() {
    Bytes bundle = EntryBundle.encode(List.of(Bytes.utf8("ab"), Bytes.utf8("cde")));
    for (int end = 0; end < bundle.size(); end++) {
      assertThat(EntryBundle.decode(bundle.slice(0, end), 2)).as("cut to %d", end).isEmpty();
    }
    assertThat(EntryBundle.decode(bundle, 1)).isEmpty();
    assertThat(EntryBundle.decode(bundle, 3)).isEmpty();
  }

  @Test
  void whatNoBundleCanHoldIsRefused() {
    Bytes tooLong = Bytes.of(new byte[EntryBundle.ENTRY_BYTES_MAX + 1]);
    assertThatThrownBy(() -> EntryBundle.encode(List.of(tooLong)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EntryBundle.encode(Collections.nCopies(257, Bytes.EMPTY)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
