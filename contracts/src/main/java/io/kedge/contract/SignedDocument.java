package io.kedge.contract;

import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.PartyId;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// A document signed by some party, carried inside a command's body as a DSSE envelope: a pick-up
/// authorisation, a lottery commitment, a consent. Its payload has the members `ledger`, `type`,
/// `by` and `body`.
///
/// @param envelope the bytes as they came, with their signatures
/// @param ledger the ledger it is meant for
/// @param type which document, for example `voucher.pickup`
/// @param signed the content with its signer; true only after the host verified the envelope
/// @param units how much it moves, for the limits in the mandate of an employee who signed it; 0
///     where it moves nothing
/// @param <T> its content
public record SignedDocument<T>(
    Envelope envelope, String ledger, String type, Signed<T> signed, long units) {
  /// Reads a document that moves nothing.
  ///
  /// @param json the envelope as a JSON object
  /// @param type the document type that is expected here
  /// @param body reads its member `body`
  /// @throws MalformedException where it is not such a document
  public static <T> SignedDocument<T> read(Json json, String type, Function<Fields, T> body) {
    return read(json, type, body, _ -> 0);
  }

  /// Reads a document.
  ///
  /// @param json the envelope as a JSON object
  /// @param type the document type that is expected here
  /// @param body reads its member `body`
  /// @param units how much it moves
  /// @throws MalformedException where it is not such a document
  public static <T> SignedDocument<T> read(
      Json json, String type, Function<Fields, T> body, ToLongFunction<T> units) {
    Envelope envelope = Envelope.read(json);
    if (!envelope.payloadType().equals(Envelope.DOCUMENT)) {
      throw new MalformedException("payloadType is not " + Envelope.DOCUMENT);
    }
    Fields fields = Fields.of("document", Json.read(envelope.payload()));
    String ledger = fields.text("ledger");
    String found = fields.text("type");
    if (!found.equals(type)) {
      throw new MalformedException("document type " + found + " instead of " + type);
    }
    PartyId by = fields.id("by", PartyId::new);
    T value = fields.object("body", body);
    fields.end();
    var keys = new TreeSet<KeyId>();
    envelope.signatures().forEach(signature -> keys.add(signature.keyId()));
    var signed = new Signed<>(envelope.id(), value, by, keys);
    return new SignedDocument<>(envelope, ledger, type, signed, units.applyAsLong(value));
  }
}
