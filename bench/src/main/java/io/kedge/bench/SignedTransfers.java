package io.kedge.bench;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.ledger.crypto.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A party with a key of its own and a note it keeps spending: each transfer pays one unit to its
/// neighbour and the rest to itself, and the next spends that rest. The names of outputs are known
/// before they exist, so whole chains are signed ahead.
final class SignedTransfers {
  private final String ledger;
  private final String instrument;
  private final PartyId party;
  private final PartyId neighbour;
  private final SigningKey key;
  private String note;
  private long units;
  private long nonce;

  SignedTransfers(
      String ledger,
      String instrument,
      PartyId party,
      PartyId neighbour,
      SigningKey key,
      String note,
      long units) {
    this.ledger = ledger;
    this.instrument = instrument;
    this.party = party;
    this.neighbour = neighbour;
    this.key = key;
    this.note = note;
    this.units = units;
  }

  /// The key of the bench's party number `index`.
  static SigningKey keyOf(int index) {
    return SigningKey.fromSeed(
        Algorithm.ED25519, Digest.of(Bytes.utf8("kedge.bench|" + index)).bytes());
  }

  /// The next transfer: one note in, two out.
  Envelope next() {
    return next(key::sign);
  }

  /// The next transfer, signed in another way.
  Envelope next(UnaryOperator<Bytes> signature) {
    units -= 1;
    var envelope =
        transfer(List.of(note), List.of(output(neighbour, 1), output(party, units)), signature);
    note = envelope.id().output(1);
    return envelope;
  }

  /// Splits notes off the one it keeps spending, which goes on as the last output.
  ///
  /// @param to who gets one each, at most 63
  /// @param each units of each
  Envelope spread(List<PartyId> to, long each) {
    units = Math.subtractExact(units, Math.multiplyExact(each, to.size()));
    var outputs = new ArrayList<Json>();
    to.forEach(holder -> outputs.add(output(holder, each)));
    outputs.add(output(party, units));
    Envelope envelope = transfer(List.of(note), outputs, key::sign);
    note = envelope.id().output(to.size());
    return envelope;
  }

  /// A transfer of some other note of this party: half of it to the neighbour, the rest to itself.
  ///
  /// @param value units of that note, at least 2
  Envelope pay(String other, long value) {
    long half = value / 2;
    return transfer(
        List.of(other), List.of(output(neighbour, half), output(party, value - half)), key::sign);
  }

  /// Merges notes of this party into fewer.
  ///
  /// @param notes at most 64
  /// @param values units of each note that is made
  Envelope merge(List<String> notes, List<Long> values) {
    return transfer(notes, values.stream().map(value -> output(party, value)).toList(), key::sign);
  }

  private Envelope transfer(
      List<String> inputs, List<Json> outputs, UnaryOperator<Bytes> signature) {
    Json.Obj body =
        Json.Obj.empty()
            .with("instrument", instrument)
            .with("inputs", Json.Arr.ofTexts(inputs))
            .with("outputs", new Json.Arr(outputs));
    var header =
        new CommandHeader(
            ledger, CommandType.of("note.transfer"), party, "t" + nonce++, LedgerTime.NEVER);
    Bytes payload = Bytes.utf8(header.payload(body).write());
    Bytes message = Envelope.preAuthenticationEncoding(Envelope.COMMAND, payload);
    var signed = new Envelope.Signature(key.id(), signature.apply(message));
    return new Envelope(Envelope.COMMAND, payload, List.of(signed));
  }

  private static Json output(PartyId to, long units) {
    return Json.Obj.empty().with("to", to.value()).with("units", units);
  }

  static Envelope sign(
      String ledger, String type, PartyId by, String nonce, Json.Obj body, SigningKey... keys) {
    var header = new CommandHeader(ledger, CommandType.of(type), by, nonce, LedgerTime.NEVER);
    Bytes payload = Bytes.utf8(header.payload(body).write());
    Bytes message = Envelope.preAuthenticationEncoding(Envelope.COMMAND, payload);
    var signatures =
        java.util.Arrays.stream(keys)
            .map(k -> new Envelope.Signature(k.id(), k.sign(message)))
            .toList();
    return new Envelope(Envelope.COMMAND, payload, signatures);
  }

  static Bytes bytes(Envelope envelope) {
    return Bytes.utf8(envelope.json().write());
  }
}
