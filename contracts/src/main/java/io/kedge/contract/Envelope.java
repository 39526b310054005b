package io.kedge.contract;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.Limits;
import io.kedge.kernel.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;

/// A DSSE envelope: a payload kept as it came, and signatures over its pre-authentication encoding
/// (DSSE v1). Its id does not depend on the signatures.
///
/// @param payloadType [#COMMAND] or [#DOCUMENT]
/// @param payload the signed bytes, never re-serialised
/// @param signatures one to [Limits#signaturesMax], each key once, sorted by key
public record Envelope(String payloadType, Bytes payload, List<Signature> signatures) {
  /// The payload type of a command.
  public static final String COMMAND = "application/vnd.kedge.command+json";

  /// The payload type of a signed document inside a command.
  public static final String DOCUMENT = "application/vnd.kedge.document+json";

  /// One signature.
  ///
  /// @param keyId the key it claims to be of
  /// @param value 64 bytes for Ed25519, DER otherwise
  public record Signature(KeyId keyId, Bytes value) {}

  /// Sorts and checks the signatures.
  public Envelope {
    if (signatures.isEmpty() || signatures.size() > Limits.STANDARD.signaturesMax()) {
      throw new MalformedException("an envelope has 1 to 16 signatures");
    }
    signatures = signatures.size() == 1 ? List.copyOf(signatures) : sorted(signatures);
  }

  private static List<Signature> sorted(List<Signature> signatures) {
    var keys = new TreeSet<KeyId>();
    for (Signature signature : signatures) {
      if (!keys.add(signature.keyId())) {
        throw new MalformedException("two signatures of one key");
      }
    }
    return signatures.stream().sorted((a, b) -> a.keyId().compareTo(b.keyId())).toList();
  }

  /// Reads an envelope from the bytes a client sent.
  ///
  /// @throws MalformedException where it is too large or not a DSSE envelope
  public static Envelope read(Bytes json) {
    if (json.size() > Limits.STANDARD.envelopeBytesMax()) {
      throw new MalformedException("over " + Limits.STANDARD.envelopeBytesMax() + " bytes");
    }
    return read(Json.read(json));
  }

  static Envelope read(Json json) {
    Fields fields = Fields.of("", json);
    String type = fields.text("payloadType");
    Bytes payload = fields.json("payload") instanceof Json.Text(String text) ? base64(text) : null;
    if (payload == null) {
      throw new MalformedException("payload is not a text");
    }
    List<Signature> signatures =
        fields.objects("signatures", s -> new Signature(s.id("keyid", KeyId::new), s.bytes("sig")));
    fields.end();
    return new Envelope(type, payload, signatures);
  }

  private static Bytes base64(String text) {
    try {
      return Bytes.fromBase64(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("payload is not canonical base64");
    }
  }

  /// What is signed: DSSE's `PAE(payloadType, payload)`.
  public Bytes preAuthenticationEncoding() {
    return preAuthenticationEncoding(payloadType, payload);
  }

  /// What is signed for a payload that has no signature yet.
  public static Bytes preAuthenticationEncoding(String payloadType, Bytes payload) {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("DSSEv1 " + type.length + " " + payloadType + " " + payload.size() + " ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[head.length + payload.size()];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(payload.unsafeArray(), 0, all, head.length, payload.size());
    return Bytes.wrap(all);
  }

  /// The id: SHA-256 of what is signed.
  public CommandId id() {
    return new CommandId(Digest.of(preAuthenticationEncoding()));
  }

  /// The envelope as JSON, for sending.
  public Json.Obj json() {
    var list =
        signatures.stream()
            .<Json>map(
                s ->
                    Json.Obj.empty()
                        .with("keyid", s.keyId().value())
                        .with("sig", s.value().base64()))
            .toList();
    return Json.Obj.empty()
        .with("payload", payload.base64())
        .with("payloadType", payloadType)
        .with("signatures", new Json.Arr(list));
  }
}
