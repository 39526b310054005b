package io.kedge.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void whatFormatOneAllowsIsRead() {
    Json json = Json.read(Bytes.utf8("{\"a\":\"普洱\",\"b\":[1,true,false],\"c\":{}}"));
    assertThat(json.write()).isEqualTo("{\"a\":\"普洱\",\"b\":[1,true,false],\"c\":{}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}{}",
        "{} x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":null}",
        "{\"a\":1.0}",
        "{\"a\":1e3}",
        "{\"a\":-0}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":NaN}",
        "{\"a\":99999999999999999999}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":1,}",
        "[1,]",
        "// c\n{}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"e\\u0301\"}",
        "{\"e\\u0301\":1}",
        "{\"a\":\"\u0001\"}",
        "\uFEFF{}",
        "[[[[[[[[[[[[[]]]]]]]]]]]]]"
      })
  void everythingElseIsMalformed(String text) {
    assertThatThrownBy(() -> Json.read(Bytes.utf8(text))).isInstanceOf(MalformedException.class);
  }

  @Test
  void otherEncodingsThanUtf8AreMalformed() {
    Bytes utf16 = Bytes.of("{}".getBytes(StandardCharsets.UTF_16BE));
    Bytes overlong = Bytes.of((byte) '"', (byte) 0xC0, (byte) 0xAF, (byte) '"');
    assertThatThrownBy(() -> Json.read(utf16)).isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> Json.read(overlong)).isInstanceOf(MalformedException.class);
  }
}
