package io.kedge.ledger.block;

import io.kedge.contract.Envelope;
import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.Limits;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.List;
import java.util.Optional;

/// One ordered command with its result, as the tree hashes it (format.md "Order, batch, time").
///
/// Bytes that are no envelope are ordered only by a hostile proposer. They get a leaf all the same,
/// so that ordering and log map one to one: it carries the bytes, or their digest where they are
/// longer than an envelope may be, and no signature.
///
/// @param payloadType of the envelope, or [#UNREADABLE] or [#OVERSIZE] without signatures
/// @param payload the signed bytes as they came
/// @param signatures sorted by key; none where the bytes were no envelope
/// @param code [Outcome#ACCEPTED] or the refusal's code
/// @param outcome digest of (code, changes, events)
public record Leaf(
    String payloadType,
    Bytes payload,
    List<Envelope.Signature> signatures,
    String code,
    Digest outcome) {
  /// The payload type of bytes that are no envelope.
  public static final String UNREADABLE = "application/octet-stream";

  /// The payload type where the payload is the SHA-256 digest of bytes over the limit.
  public static final String OVERSIZE = "application/vnd.kedge.oversize";

  private static final String TAG = "kedge.leaf";
  private static final int FIXED_BYTES = 2 + TAG.length() + 4 * 4 + Digest.SIZE;
  private static final Bytes UNREADABLE_DOMAIN = Bytes.utf8("kedge.unreadable/1\0");

  /// Copies the signatures.
  public Leaf {
    signatures = List.copyOf(signatures);
  }

  /// The leaf of a command.
  public static Leaf of(Envelope envelope, Outcome outcome) {
    return new Leaf(
        envelope.payloadType(),
        envelope.payload(),
        envelope.signatures(),
        outcome.code(),
        outcome.digest());
  }

  /// The leaf of ordered bytes that are no envelope.
  public static Leaf unreadable(Bytes ordered, Outcome outcome) {
    boolean over = ordered.size() > Limits.STANDARD.envelopeBytesMax();
    Bytes payload = over ? Digest.of(ordered).bytes() : ordered;
    return new Leaf(
        over ? OVERSIZE : UNREADABLE, payload, List.of(), outcome.code(), outcome.digest());
  }

  /// The envelope that was ordered; empty where the bytes were none.
  public Optional<Envelope> envelope() {
    return signatures.isEmpty()
        ? Optional.empty()
        : Optional.of(new Envelope(payloadType, payload, signatures));
  }

  /// The id of the command. Bytes that are no envelope get an id that no command can have.
  public CommandId commandId() {
    return signatures.isEmpty()
        ? new CommandId(Digest.of(UNREADABLE_DOMAIN, payload))
        : new CommandId(Digest.of(Envelope.preAuthenticationEncoding(payloadType, payload)));
  }

  /// True where the command took effect.
  public boolean accepted() {
    return code.equals(Outcome.ACCEPTED);
  }

  /// The entry of the tree: what RFC 6962 hashes with 0x00 before it.
  public Bytes encoded() {
    // All but odd texts are ASCII: then this is the exact size, and nothing is copied.
    int size = FIXED_BYTES + payloadType.length() + payload.size() + code.length();
    for (Envelope.Signature signature : signatures) {
      size += 8 + signature.keyId().value().length() + signature.value().size();
    }
    return new Wire(TAG, 1, size)
        .text(payloadType)
        .bytes(payload)
        .list(signatures, (w, s) -> w.text(s.keyId().value()).bytes(s.value()))
        .text(code)
        .digest(outcome)
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException on any other bytes
  public static Leaf decode(Bytes entry) {
    var in = new WireReader(entry, TAG).expectVersion(1);
    var leaf =
        new Leaf(
            in.text(),
            in.bytes(),
            in.list(s -> new Envelope.Signature(new KeyId(s.text()), s.bytes())),
            in.text(),
            in.digest());
    in.end();
    return leaf;
  }

  /// True where an entry of the tree is a leaf, not a header.
  public static boolean isLeaf(Bytes entry) {
    return WireReader.tagOf(entry).equals(TAG);
  }
}
