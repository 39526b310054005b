package io.kedge.ledger.verify;

import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.crypto.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One accepted probe of each kind.
final class Samples {
  private static final String LOG_KEY =
      "kedge.example/ledger+942a1874+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";

  private Samples() {}

  static String of(ProbeKind kind) {
    return switch (kind) {
      case INCLUSION, CONSISTENCY -> tree(kind);
      case NOTE -> Vectors.probe("note", checkpoint(), "keys", List.of(LOG_KEY));
      case CHECKPOINT ->
          Vectors.probe(
              "checkpoint", checkpoint(),
              "keys", List.of(LOG_KEY),
              "origin", "kedge.example/ledger");
      case TLOG_PROOF ->
          Vectors.probe(
              "proof", receipt(),
              "entry", Bytes.utf8("leaf 5"),
              "keys", List.of(LOG_KEY));
      case JCS ->
          Vectors.probe(
              "input", Bytes.utf8("{\"b\":[true,-1.5],\"a\":\"€\"}"),
              "canonical", Bytes.utf8("{\"a\":\"€\",\"b\":[true,-1.5]}"));
      case ED25519 -> signature(Algorithm.ED25519);
      case ECDSA_P256 -> signature(Algorithm.P256);
      case SM2 -> signature(Algorithm.SM2);
      case RFC3161 -> timestamp();
    };
  }

  private static String tree(ProbeKind kind) {
    return Vectors.lines("merkle-" + kind.text() + ".jsonl").stream()
        .filter(
            vector ->
                vector.endsWith("\"wantErr\":false}")
                    && vector.matches(".*\"(treeSize|size2)\":5,.*"))
        .findFirst()
        .orElseThrow();
  }

  /// The receipt that docs/reference/receipts.md shows, with the ledger's signature alone: a line
  /// of
  /// an unknown key may say anything.
  private static Bytes receipt() {
    try (var in = Samples.class.getResourceAsStream("/golden/receipt-1.tlog-proof")) {
      Bytes file = Bytes.wrap(in.readAllBytes());
      // A receipt carries its leaf as extra data, which a proof's check has no use for.
      return Bytes.utf8(file.text().replaceFirst("extra .*\n", "").replaceFirst("— bank.*\n", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Bytes checkpoint() {
    String proof = receipt().text();
    return Bytes.utf8(proof.substring(proof.indexOf("\n\n") + 2));
  }

  private static String signature(Algorithm algorithm) {
    SigningKey key = SigningKey.fromSeed(algorithm, Bytes.of(new byte[32]));
    Bytes message = Bytes.utf8("a signed transfer");
    return Vectors.probe(
        "publicKey", key.publicKey(), "message", message, "signature", key.sign(message));
  }

  /// The ECDSA token of the vectors, the smallest.
  private static String timestamp() {
    String vector =
        Vectors.lines("rfc3161.jsonl").stream()
            .filter(line -> line.contains("\"name\":\"ECDSA\""))
            .findFirst()
            .orElseThrow();
    return vector.substring(vector.indexOf("\"probe\":") + 8, vector.length() - 1);
  }

  /// A probe of changed members.
  static String with(Map<String, Object> members, String name, Object value) {
    Object[] all = new Object[2 * members.size()];
    int i = 0;
    for (var member : members.entrySet()) {
      all[i++] = member.getKey();
      all[i++] = member.getKey().equals(name) ? value : member.getValue();
    }
    return Vectors.probe(all);
  }

  /// A probe with one member's value written as it is given.
  static String raw(Map<String, Object> members, String name, String json) {
    String marked = with(members, name, "\u0001");
    return marked.replace("\"\\u0001\"", json);
  }

  /// A probe that lacks a member.
  static String without(Map<String, Object> members, String name) {
    Map<String, Object> fewer = new TreeMap<>(members);
    fewer.remove(name);
    return with(fewer, "", "");
  }
}
