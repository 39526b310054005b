package io.kedge.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Where malformed ends and rejected begins (docs/reference/verify.md).
class ProbeBorderTest {
  @ParameterizedTest
  @EnumSource
  void whatIsNoProbeIsMalformed(ProbeKind kind) {
    String sample = Samples.of(kind);
    Map<String, Object> members = Vectors.members(sample);
    ProbeKind.REMARKS.forEach(members::remove);
    assertThat(Vectors.judge(kind, sample)).isEqualTo("accept");
    assertThat(Vectors.judge(kind, "\n " + sample + " \r\n")).isEqualTo("accept");
    assertThat(Vectors.judge(kind, "")).isEqualTo("malformed EMPTY");
    assertThat(Vectors.judge(kind, " \n")).isEqualTo("malformed EMPTY");
    assertThat(Vectors.judge(kind, "[]")).isEqualTo("malformed NOT_AN_OBJECT");
    assertThat(Vectors.judge(kind, "7")).isEqualTo("malformed NOT_AN_OBJECT");
    assertThat(Vectors.judge(kind, sample + sample)).isEqualTo("malformed NOT_JSON");
    assertThat(Vectors.judge(kind, sample + "x")).isEqualTo("malformed NOT_JSON");
    assertThat(Vectors.judge(kind, sample.substring(0, sample.length() - 1)))
        .isEqualTo("malformed NOT_JSON");
    assertThat(Vectors.judge(kind, "{'a':1}")).isEqualTo("malformed NOT_JSON");
    assertThat(kind.judge(Bytes.of((byte) '{', (byte) 0xFF, (byte) '}')).line())
        .isEqualTo("malformed NOT_UTF8");
    assertThat(Vectors.judge(kind, "[".repeat(100_000))).isEqualTo("malformed NOT_JSON");
    String open = sample.substring(0, sample.length() - 1);
    assertThat(Vectors.judge(kind, open + ",\"more\":1}"))
        .isEqualTo("malformed MEMBER_UNKNOWN more");
    for (String name : members.keySet()) {
      assertThat(Vectors.judge(kind, open + ",\"" + name + "\":1}"))
          .isEqualTo("malformed MEMBER_REPEATED " + name);
      assertThat(Vectors.judge(kind, Samples.without(members, name)))
          .isEqualTo("malformed MEMBER_MISSING " + name);
      for (String value : List.of("true", "{}", "[1]", "[[]]", "[null]")) {
        assertThat(Vectors.judge(kind, Samples.raw(members, name, value)))
            .as(name + " " + value)
            .isEqualTo("malformed MEMBER_TYPE " + name);
      }
      String nothing = Vectors.judge(kind, Samples.raw(members, name, "null"));
      assertThat(nothing).isIn("malformed MEMBER_TYPE " + name, "reject PROOF_TOO_SHORT");
    }
  }

  /// A probe of 64 MiB costs no more memory than its text: what nobody reads is not kept, and a
  /// list longer than any that makes sense ends the reading.
  @Test
  void largeProbesAreNotKeptInSmallPieces() {
    String zeros = "0,".repeat(300_000) + "0";
    String jcs = "{\"input\":\"1\",\"canonical\":\"1\",\"desc\":";
    assertThat(Vectors.judge(ProbeKind.JCS, jcs + "[" + zeros + "]}")).isEqualTo("accept");
    assertThat(Vectors.judge(ProbeKind.JCS, jcs + "{\"a\":[" + zeros + "]}}")).isEqualTo("accept");
    assertThat(Vectors.judge(ProbeKind.NOTE, "{\"note\":\"\",\"keys\":[" + zeros + "]}"))
        .isEqualTo("malformed TOO_LARGE");
    assertThat(Vectors.judge(ProbeKind.NOTE, "{\"note\":\"\",\"keys\":[[" + zeros + "]]}"))
        .isEqualTo("malformed MEMBER_TYPE keys");
    StringBuilder many = new StringBuilder("{");
    for (int i = 0; i < 100_000; i++) {
      many.append("\"m").append(i).append("\":0,");
    }
    assertThat(Vectors.judge(ProbeKind.NOTE, many + "\"note\":\"\"}"))
        .startsWith("malformed MEMBER_UNKNOWN m");
  }

  @ParameterizedTest
  @EnumSource
  void bytesAreCanonicalBase64(ProbeKind kind) {
    Map<String, Object> members = Vectors.members(Samples.of(kind));
    for (String name : kind.members()) {
      boolean text = name.equals("origin") || name.equals("keys") || kind == ProbeKind.JCS;
      if (text || !(members.get(name) instanceof String)) {
        continue;
      }
      for (String wrong : List.of("***", "QQ", "QQ=", "QR==", " QQ==", "QQ==\r", "_-==", "é")) {
        assertThat(Vectors.judge(kind, Samples.with(members, name, wrong)))
            .as(wrong)
            .isEqualTo("malformed NOT_BASE64 " + name);
      }
    }
    if (members.get("proof") instanceof List<?>) {
      assertThat(Vectors.judge(kind, Samples.with(members, "proof", List.of("***"))))
          .isEqualTo("malformed NOT_BASE64 proof");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, accept",
    "'\"1\"', accept",
    "-1, malformed NUMBER_NEGATIVE leafIdx",
    "-0, malformed NUMBER_NEGATIVE leafIdx",
    "'\"-1\"', malformed NUMBER_NEGATIVE leafIdx",
    "1.0, malformed NUMBER_FORM leafIdx",
    "1e0, malformed NUMBER_FORM leafIdx",
    "'\"01\"', malformed NUMBER_FORM leafIdx",
    "'\"\"', malformed NUMBER_FORM leafIdx",
    "'\"+1\"', malformed NUMBER_FORM leafIdx",
    "'\" 1\"', malformed NUMBER_FORM leafIdx",
    "'\"１\"', malformed NUMBER_FORM leafIdx",
    "01, malformed NOT_JSON",
    "5, reject OUT_OF_RANGE",
    "9223372036854775807, reject OUT_OF_RANGE",
    "9223372036854775808, reject NUMBER_TOO_LARGE",
    "'\"18446744073709551615\"', reject NUMBER_TOO_LARGE",
    "100000000000000000000000000000000000000000, reject NUMBER_TOO_LARGE"
  })
  void numbersAreWholeAndFromZero(String written, String wanted) {
    Map<String, Object> members = Vectors.members(Samples.of(ProbeKind.INCLUSION));
    assertThat(Vectors.judge(ProbeKind.INCLUSION, Samples.raw(members, "leafIdx", written)))
        .isEqualTo(wanted);
  }

  @Test
  void aProofOfTheWrongShapeIsRejected() {
    Map<String, Object> inclusion = Vectors.members(Samples.of(ProbeKind.INCLUSION));
    Map<String, Object> consistency = Vectors.members(Samples.of(ProbeKind.CONSISTENCY));
    Bytes hash = Bytes.of(new byte[32]);
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      many.add(hash);
    }
    String max = Long.toString(Long.MAX_VALUE);
    var in = ProbeKind.INCLUSION;
    assertThat(Vectors.judge(in, Samples.raw(inclusion, "proof", "null")))
        .isEqualTo("reject PROOF_TOO_SHORT");
    assertThat(Vectors.judge(in, Samples.with(inclusion, "proof", List.of())))
        .isEqualTo("reject PROOF_TOO_SHORT");
    assertThat(Vectors.judge(in, Samples.with(inclusion, "proof", many)))
        .isEqualTo("reject PROOF_TOO_LONG");
    assertThat(Vectors.judge(in, Samples.raw(inclusion, "treeSize", max)))
        .isEqualTo("reject PROOF_TOO_SHORT");
    for (String name : List.of("root", "leafHash")) {
      for (int size : new int[] {0, 31, 33, 64}) {
        assertThat(Vectors.judge(in, Samples.with(inclusion, name, Bytes.of(new byte[size]))))
            .isEqualTo("reject HASH_LENGTH");
      }
    }
    assertThat(Vectors.judge(in, Samples.with(inclusion, "proof", List.of(Bytes.EMPTY))))
        .isEqualTo("reject HASH_LENGTH");
    var con = ProbeKind.CONSISTENCY;
    assertThat(Vectors.judge(con, Samples.with(consistency, "size1", 0)))
        .isEqualTo("reject FIRST_TREE_EMPTY");
    assertThat(Vectors.judge(con, Samples.with(consistency, "size1", 6)))
        .isEqualTo("reject OUT_OF_RANGE");
    assertThat(Vectors.judge(con, Samples.with(consistency, "size1", 5)))
        .isEqualTo("reject PROOF_TOO_LONG");
    assertThat(Vectors.judge(con, Samples.with(consistency, "proof", many)))
        .isEqualTo("reject PROOF_TOO_LONG");
    assertThat(Vectors.judge(con, Samples.raw(consistency, "size2", max)))
        .isEqualTo("reject PROOF_TOO_SHORT");
    assertThat(Vectors.judge(con, equalSizes(hash, hash))).isEqualTo("accept");
    assertThat(Vectors.judge(con, equalSizes(hash, Bytes.EMPTY))).isEqualTo("reject ROOT_DIFFERS");
  }

  private static String equalSizes(Bytes first, Bytes second) {
    return Vectors.probe(
        "size1", 9, "size2", 9, "root1", first, "root2", second, "proof", List.of());
  }

  @ParameterizedTest
  @EnumSource(
      value = ProbeKind.class,
      names = {"ED25519", "ECDSA_P256", "SM2"})
  void aKeyOrSignatureOfTheWrongShapeIsRejected(ProbeKind kind) {
    Map<String, Object> members = Vectors.members(Samples.of(kind));
    for (int size : new int[] {0, 1, 31, 32, 33, 44, 63, 64, 65, 72, 91, 5_000}) {
      Bytes zeros = Bytes.of(new byte[size]);
      assertThat(Vectors.judge(kind, Samples.with(members, "signature", zeros)))
          .startsWith("reject ");
      assertThat(Vectors.judge(kind, Samples.with(members, "publicKey", zeros)))
          .startsWith("reject ");
    }
  }

  /// RFC 8785 on texts that are not I-JSON, both ways of writing them.
  @Test
  void whatIsNotStrictJsonHasNoCanonicalForm() {
    for (String wrong :
        List.of(
            "{\"a\":1,\"a\":1}",
            "{\"a\":1,\"\\u0061\":1}",
            "[{\"x\":{\"b\":0,\"b\":0}}]",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "{\"\\ud800\":1}",
            "NaN",
            "Infinity",
            "-Infinity",
            "1e400",
            "-1e400",
            "01",
            "+1",
            "1.",
            ".5",
            "0x10",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "['a']",
            "\"\t\"",
            "\"\\x\"",
            "\"open",
            "[1] [1]",
            "// no\n1",
            "/* no */1",
            "\uFEFF1",
            "tru",
            "nulls",
            "\u00a01",
            "",
            " ")) {
      assertThat(jcs(wrong, wrong)).as(wrong).startsWith("reject ");
      Bytes bytes = Bytes.utf8(wrong);
      assertThat(jcs(bytes, bytes)).as(wrong).startsWith("reject ");
    }
    Bytes overlong = Bytes.fromHex("22c0af22");
    assertThat(jcs(overlong, overlong)).isEqualTo("reject INPUT_NOT_UTF8");
    assertThat(jcs("\"\ud800\"", "\"\ud800\"")).isEqualTo("reject INPUT_NOT_UTF8");
    String deep = "[".repeat(1_000_000);
    assertThat(jcs(deep, deep)).isEqualTo("reject INPUT_NOT_JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null|null",
        "true|true",
        "1234|1234",
        "-0|0",
        "1E2|100",
        "\"\\/\\u0041\\u00e9\"|\"/Aé\"",
        "\"\\b\\t\\n\\f\\r\\u000b\\u001F\\\"\\\\\\u007f\"|\"\\b\\t\\n\\f\\r\\u000b\\u001f\\\"\\\\\u007f\"",
        "[ ]|[]",
        "{ }|{}",
        "[0.1,100000000000000000000,1e21,1e-7,0.000001]|[0.1,100000000000000000000,1e+21,1e-7,0.000001]",
        "9007199254740993|9007199254740992"
      })
  void theCanonicalFormIsOne(String input, String canonical) {
    assertThat(jcs(input, canonical)).isEqualTo("accept");
    assertThat(jcs(Bytes.utf8(input), Bytes.utf8(canonical))).isEqualTo("accept");
    assertThat(jcs(canonical, canonical)).isEqualTo("accept");
  }

  private static String jcs(Object input, Object canonical) {
    return Vectors.judge(ProbeKind.JCS, Vectors.probe("input", input, "canonical", canonical));
  }

  /// Whatever comes, there is an answer, and the program did not fail on it.
  @ParameterizedTest
  @EnumSource
  void anyGarbledProbeHasAnAnswer(ProbeKind kind) {
    String sample = Samples.of(kind);
    var random = new Random(4);
    for (int i = 0; i < 1_000; i++) {
      var garbled = new StringBuilder(sample);
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(garbled.length());
        switch (random.nextInt(3)) {
          case 0 -> garbled.deleteCharAt(at);
          case 1 -> garbled.insert(at, (char) (32 + random.nextInt(96)));
          default -> garbled.setCharAt(at, sample.charAt(random.nextInt(sample.length())));
        }
      }
      assertThat(Vectors.judge(kind, garbled.toString())).doesNotContain("PROGRAM_FAILED");
    }
  }
}
