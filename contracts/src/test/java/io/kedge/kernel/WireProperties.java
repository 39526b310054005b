package io.kedge.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WireProperties {
  @Property
  void whatIsWrittenIsRead(
      @ForAll String text,
      @ForAll long number,
      @ForAll byte[] run,
      @ForAll @IntRange(max = 255) int small,
      @ForAll boolean flag,
      @ForAll List<Long> list) {
    Bytes bytes =
        new Wire("test", 3)
            .text(safe(text))
            .i64(number)
            .bytes(Bytes.of(run))
            .u8(small)
            .flag(flag)
            .list(list, Wire::i64)
            .option(Optional.of(number), Wire::i64)
            .option(Optional.<Long>empty(), Wire::i64)
            .bytes();
    var in = new WireReader(bytes, "test").expectVersion(3);
    assertThat(in.text()).isEqualTo(safe(text));
    assertThat(in.i64()).isEqualTo(number);
    assertThat(in.bytes()).isEqualTo(Bytes.of(run));
    assertThat(in.u8()).isEqualTo(small);
    assertThat(in.flag()).isEqualTo(flag);
    assertThat(in.list(WireReader::i64)).isEqualTo(list);
    assertThat(in.option(WireReader::i64)).contains(number);
    assertThat(in.option(WireReader::i64)).isEmpty();
    in.end();
  }

  /// Half surrogates cannot come in (JsonTest) and are not encodable.
  private static String safe(String text) {
    return text.replaceAll("[\\ud800-\\udfff]", "?");
  }

  @Property
  void aPrefixIsNeverTheWhole(@ForAll @IntRange(max = 20) int cut) {
    Bytes whole = new Wire("t", 1).text("value").i64(7).bytes();
    Bytes part = whole.slice(0, Math.min(cut, whole.size() - 1));
    assertThatThrownBy(
            () -> {
              var in = new WireReader(part, "t").expectVersion(1);
              in.text();
              in.i64();
            })
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLayoutIsTheOneTheVerifierInPythonReads() {
    Bytes bytes = new Wire("kedge.leaf", 1).text("é").u32(258).flag(true).bytes();
    assertThat(bytes.hex()).isEqualTo("0a6b656467652e6c6561660100000002c3a90000010201");
  }
}
