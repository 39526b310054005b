package io.kedge.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldsTest {
  private static Fields fields(String json) {
    return Fields.of("", Json.read(Bytes.utf8(json)));
  }

  @Test
  void aCompleteReadingEnds() {
    Fields fields = fields("{\"id\":\"a/b\",\"units\":\"9223372036854775807\",\"when\":\"0\"}");
    assertThat(fields.id("id", PartyId::new)).isEqualTo(new PartyId("a/b"));
    assertThat(fields.positive("units")).isEqualTo(Long.MAX_VALUE);
    assertThat(fields.time("when")).isEqualTo(LedgerTime.of(0));
    fields.end();
  }

  static Stream<Arguments> oneThingWrong() {
    return Stream.of(
        wrong("missing", "{}", f -> f.text("a")),
        wrong(
            "unknown member",
            "{\"a\":\"x\",\"b\":\"y\"}",
            f -> {
              f.text("a");
              f.end();
            }),
        wrong("number instead of text", "{\"a\":1}", f -> f.count("a")),
        wrong("leading zero", "{\"a\":\"01\"}", f -> f.count("a")),
        wrong("sign", "{\"a\":\"+1\"}", f -> f.count("a")),
        wrong("negative", "{\"a\":\"-1\"}", f -> f.count("a")),
        wrong("minus zero", "{\"a\":\"-0\"}", f -> f.signed("a")),
        wrong("other digits", "{\"a\":\"１\"}", f -> f.count("a")),
        wrong("zero where positive", "{\"a\":\"0\"}", f -> f.positive("a")),
        wrong("over 64 bits", "{\"a\":\"9223372036854775808\"}", f -> f.count("a")),
        wrong("time out of range", "{\"a\":\"9223372036854775807\"}", f -> f.time("a")),
        wrong("upper-case id", "{\"a\":\"A\"}", f -> f.id("a", PartyId::new)),
        wrong("id from a slash", "{\"a\":\"/a\"}", f -> f.id("a", PartyId::new)),
        wrong("id with a bar", "{\"a\":\"a|b\"}", f -> f.id("a", PartyId::new)),
        wrong("loose base64", "{\"a\":\"AB==\"}", f -> f.bytes("a")),
        wrong("upper-case digest", "{\"a\":\"" + "A".repeat(64) + "\"}", f -> f.digest("a")));
  }

  private static Arguments wrong(String what, String json, Consumer<Fields> read) {
    return Arguments.of(what, json, read);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void oneThingWrong(String what, String json, Consumer<Fields> read) {
    assertThatThrownBy(() -> read.accept(fields(json)))
        .as(what)
        .isInstanceOf(MalformedException.class);
  }
}
