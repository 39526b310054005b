package io.kedge.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Vectors that others published (vectors/SOURCES.md), judged as they say.
class PublishedVectorsTest {
  private static final String EXAMPLE_KEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String EXAMPLE_TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final String EXAMPLE_LINE =
      """
      — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpR\
      Zb6KE6RyyBwJnAM=
      """;
  private static final String SUMDB_KEY =
      "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
  private static final String SUMDB_CHECKPOINT =
      """
      go.sum database tree
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      — sum.golang.org Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nT\
      o+zyWE+xeMcTOAYQ8=
      """;

  @ParameterizedTest
  @EnumSource(
      value = ProbeKind.class,
      names = {"INCLUSION", "CONSISTENCY"})
  void merkleProofsOfTransparencyDev(ProbeKind kind) {
    List<String> wrong = new ArrayList<>();
    int accepted = 0;
    for (String vector : Vectors.lines("merkle-" + kind.text() + ".jsonl")) {
      String verdict = kind.judge(Bytes.utf8(vector)).verdict();
      String wanted = vector.endsWith("\"wantErr\":false}") ? "accept" : "reject";
      accepted += wanted.equals("accept") ? 1 : 0;
      if (!verdict.equals(wanted)) {
        wrong.add(vector);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(accepted).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource(
      value = ProbeKind.class,
      names = {"ED25519", "ECDSA_P256"})
  void signaturesOfWycheproof(ProbeKind kind) {
    List<String> wrong = new ArrayList<>();
    List<String[]> rows = Vectors.rows("wycheproof-" + kind.text() + ".csv");
    for (String[] row : rows) {
      String probe =
          Vectors.probe(
              "publicKey", Bytes.fromHex(row[1]),
              "message", Bytes.fromHex(row[2]),
              "signature", Bytes.fromHex(row[3]));
      if (!kind.judge(Bytes.utf8(probe)).verdict().equals(verdict(row[4].equals("valid")))) {
        wrong.add(row[0]);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).hasSizeGreaterThan(150);
  }

  /// The set that SunEC and ACCP accept: neither key nor R in another than the canonical encoding,
  /// and the equation without cofactor (ledger.md, finding 3: 172 of them).
  @Test
  void edgesOfEd25519() {
    List<String> wrong = new ArrayList<>();
    int accepted = 0;
    for (String[] row : Vectors.rows("ed25519-edges.csv")) {
      String probe =
          Vectors.probe(
              "publicKey", Bytes.fromHex(row[0]),
              "message", Bytes.fromHex(row[2]),
              "signature", Bytes.fromHex(row[1]));
      boolean holds = !row[3].contains("NonCanonical") && !row[3].contains("LowOrderResidue");
      accepted += holds ? 1 : 0;
      if (!ProbeKind.ED25519.judge(Bytes.utf8(probe)).verdict().equals(verdict(holds))) {
        wrong.add(probe);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(accepted).isEqualTo(172);
  }

  /// GB/T 32918.5 Annex A.
  @Test
  void theExampleOfTheSm2Standard() {
    String prefix = "3059301306072a8648ce3d020106082a811ccf5501822d03420004";
    String point =
        "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
            + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
    String signature =
        "3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
            + "022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";
    String probe =
        Vectors.probe(
            "publicKey", Bytes.fromHex(prefix + point),
            "message", Bytes.utf8("message digest"),
            "signature", Bytes.fromHex(signature));
    assertThat(Vectors.judge(ProbeKind.SM2, probe)).isEqualTo("accept");
    assertThat(Vectors.judge(ProbeKind.ECDSA_P256, probe)).isEqualTo("reject KEY_MALFORMED");
  }

  @Test
  void canonicalJsonOfRfc8785() {
    List<String[]> rows = Vectors.rows("jcs-samples.csv");
    for (String[] row : rows) {
      String input = row[1];
      String canonical = row[2];
      assertThat(jcs(input, canonical)).as(row[0]).isEqualTo("accept");
      assertThat(jcs(canonical, canonical)).as(row[0]).isEqualTo("accept");
      String inputText = Bytes.fromBase64(input).text();
      String canonicalText = Bytes.fromBase64(canonical).text();
      assertThat(jcs(inputText, canonicalText)).as(row[0]).isEqualTo("accept");
      assertThat(jcs(inputText, canonicalText + " ")).isEqualTo("reject CANONICAL_DIFFERS");
      assertThat(jcs(canonicalText, inputText)).isEqualTo("reject CANONICAL_DIFFERS");
    }
    assertThat(rows).hasSize(6);
  }

  private static String jcs(String input, String canonical) {
    return Vectors.judge(ProbeKind.JCS, Vectors.probe("input", input, "canonical", canonical));
  }

  /// The example of the first implementation, golang.org/x/mod/sumdb/note.
  @Test
  void theExampleNote() {
    String note = EXAMPLE_TEXT + "\n" + EXAMPLE_LINE;
    assertThat(note(note, EXAMPLE_KEY)).isEqualTo("accept");
    assertThat(note(Bytes.utf8(note).base64(), EXAMPLE_KEY)).isEqualTo("accept");
    assertThat(note(note + EXAMPLE_LINE, EXAMPLE_KEY)).isEqualTo("accept");
    assertThat(note(note + "— somebody.else ABCDEFGH\n", EXAMPLE_KEY)).isEqualTo("accept");
    assertThat(note(note, SUMDB_KEY, EXAMPLE_KEY)).isEqualTo("accept");
    assertThat(note(note, SUMDB_KEY)).isEqualTo("reject NO_TRUSTED_SIGNATURE");
    assertThat(note(note)).isEqualTo("reject NO_TRUSTED_SIGNATURE");
    assertThat(note(note.replace("know", "knoW"), EXAMPLE_KEY))
        .isEqualTo("reject SIGNATURE_INVALID");
  }

  /// The malformed notes of the same package's tests.
  @Test
  void notesThatAreNone() {
    String note = EXAMPLE_TEXT + "\n" + EXAMPLE_LINE;
    for (String wrong :
        List.of(
            EXAMPLE_TEXT,
            EXAMPLE_TEXT + "\n",
            EXAMPLE_TEXT + EXAMPLE_LINE,
            note.substring(0, note.length() - 1),
            "\n" + note + "\n",
            "\u0001" + note,
            note.replace("\n", "\r\n"),
            EXAMPLE_TEXT + "\n— PeterNeumann x08go/ZJkuBS9UG=/SffcvIAQ==\n",
            EXAMPLE_TEXT + "\n" + EXAMPLE_LINE + "hello world\n",
            EXAMPLE_TEXT + "\n" + EXAMPLE_LINE.replace("— ", "- "),
            EXAMPLE_TEXT + "\n— PeterNeumann x08go\n",
            EXAMPLE_TEXT + "\n— Peter+Neumann ABCDEFGH\n" + EXAMPLE_LINE,
            EXAMPLE_TEXT + "\n— Peter\u00a0Neumann ABCDEFGH\n" + EXAMPLE_LINE,
            EXAMPLE_TEXT + "\n" + EXAMPLE_LINE.repeat(101),
            "\n")) {
      assertThat(note(wrong, EXAMPLE_KEY)).as(wrong).startsWith("reject ");
    }
    assertThat(note(EXAMPLE_TEXT + "\n" + EXAMPLE_LINE.repeat(100), EXAMPLE_KEY))
        .isEqualTo("accept");
  }

  /// The keys of the same package's tests: every cut and every changed character is no key.
  @Test
  void aKeyHasOneForm() {
    String note = EXAMPLE_TEXT + "\n" + EXAMPLE_LINE;
    for (int i = 0; i < EXAMPLE_KEY.length(); i++) {
      assertThat(note(note, EXAMPLE_KEY.substring(i + 1))).startsWith("reject ");
      assertThat(note(note, EXAMPLE_KEY.substring(0, i))).startsWith("reject ");
      char[] changed = EXAMPLE_KEY.toCharArray();
      changed[i]++;
      assertThat(note(note, new String(changed))).startsWith("reject ");
    }
  }

  private static String note(String note, String... keys) {
    return Vectors.judge(ProbeKind.NOTE, Vectors.probe("note", note, "keys", List.of(keys)));
  }

  /// The checkpoint that C2SP tlog-checkpoint shows is one of the Go checksum database, whose
  /// origin
  /// is not its key's name.
  @Test
  void aCheckpointOfTheGoChecksumDatabase() {
    assertThat(checkpoint(SUMDB_CHECKPOINT, "go.sum database tree", SUMDB_KEY)).isEqualTo("accept");
    assertThat(checkpoint(SUMDB_CHECKPOINT, "sum.golang.org", SUMDB_KEY))
        .isEqualTo("reject ORIGIN_DIFFERS");
    assertThat(checkpoint(SUMDB_CHECKPOINT, "go.sum database tree", EXAMPLE_KEY))
        .isEqualTo("reject NO_TRUSTED_SIGNATURE");
    assertThat(
            checkpoint(
                SUMDB_CHECKPOINT.replace("20852163", "20852164"),
                "go.sum database tree",
                SUMDB_KEY))
        .isEqualTo("reject SIGNATURE_INVALID");
  }

  private static String checkpoint(String note, String origin, String... keys) {
    return Vectors.judge(
        ProbeKind.CHECKPOINT,
        Vectors.probe("checkpoint", note, "keys", List.of(keys), "origin", origin));
  }

  @Test
  void timeStampsOfOpenSsl() {
    List<String> vectors = Vectors.lines("rfc3161.jsonl");
    for (String vector : vectors) {
      int probeAt = vector.indexOf("\"probe\":") + "\"probe\":".length();
      String probe = vector.substring(probeAt, vector.length() - 1);
      String head = vector.substring(0, probeAt);
      String wanted = head.replaceFirst(".*\"want\":\"([^\"]*)\".*", "$1");
      assertThat(Vectors.judge(ProbeKind.RFC3161, probe)).as(head).isEqualTo(wanted);
    }
    assertThat(vectors).hasSize(18);
  }

  private static String verdict(boolean holds) {
    return holds ? "accept" : "reject";
  }
}
