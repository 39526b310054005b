package io.kedge.scenario.workload;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.party.Employee;
import io.kedge.party.KeyRecord;
import io.kedge.scenario.run.Keyring;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everybody's keys and secrets: makes and finds them, and signs.
final class Wallet {
  private final Keyring keyring;
  private final Model model;
  private final String ledger;
  private final SortedMap<String, String> labels = new TreeMap<>();
  private final SortedMap<String, Bytes> secrets = new TreeMap<>();
  private long counter;

  Wallet(Keyring keyring, Model model, String ledger) {
    this.keyring = keyring;
    this.model = model;
    this.ledger = ledger;
  }

  /// A number that is never given twice.
  long next() {
    return ++counter;
  }

  /// Some digest, another each time.
  String digest() {
    return Digest.of(Bytes.utf8("workload " + next())).hex();
  }

  /// A key as a command brings it.
  ///
  /// @param employee whose it will be; empty for one of the party itself
  /// @param label a name that tells it from the party's other keys
  Json.Obj newKey(String party, String label, Optional<String> employee) {
    know(party, label);
    return keyOf(keyring, party, label, employee);
  }

  /// Remembers that a label belongs to a key.
  void know(String party, String label) {
    labels.put(keyring.keyId(party, label).value(), label);
  }

  static Json.Obj keyOf(Keyring keyring, String party, String label, Optional<String> employee) {
    Json.Obj key =
        Json.Obj.empty()
            .with("algorithm", "ED25519")
            .with("publicKey", keyring.publicKey(party, label).base64())
            .with("holder", "SELF");
    return employee.map(name -> key.with("employee", name)).orElse(key);
  }

  /// The keys of a party that may sign now.
  List<KeyRecord> keys(String party) {
    return model.all("key", KeyRecord.class).stream()
        .filter(key -> key.party().value().equals(party) && key.validAt(model.now()))
        .toList();
  }

  /// Labels of the organisation's own keys that may sign now.
  List<String> ownLabels(String party) {
    return keys(party).stream()
        .filter(key -> key.employee().isEmpty())
        .map(key -> label(key.id()))
        .toList();
  }

  /// The label of a key.
  String label(KeyId key) {
    return labels.getOrDefault(key.value(), "key");
  }

  /// The key that a party signs with.
  List<String> one(String party) {
    List<String> own = ownLabels(party);
    return own.isEmpty() ? List.of("key") : List.of(own.getFirst());
  }

  /// Two employees' keys, as far as there are any.
  List<String> officers(String party) {
    var chosen = new TreeMap<String, String>();
    for (KeyRecord key : keys(party)) {
      key.employee()
          .filter(
              id -> {
                var entry = model.state().get(Employee.key(new PartyId(party), id));
                return entry.map(Employee::decode).map(Employee::active).orElse(false);
              })
          .ifPresent(id -> chosen.putIfAbsent(id.value(), label(key.id())));
    }
    return chosen.isEmpty() ? one(party) : List.copyOf(chosen.values().stream().limit(2).toList());
  }

  /// A new secret of 32 bytes; [#secretOf] finds it by its digest.
  Bytes newSecret() {
    Bytes secret = keyring.derive("secret", Long.toString(next()));
    secrets.put(Digest.of(secret).hex(), secret);
    return secret;
  }

  /// The secret with this digest; zeros where it is nobody's.
  Bytes secretOf(Digest digest) {
    return secrets.getOrDefault(digest.hex(), Digest.ZERO.bytes());
  }

  /// A signed document for the inside of a command.
  Json.Obj document(String by, String type, Json.Obj body) {
    Json.Obj payload =
        Json.Obj.empty()
            .with("ledger", ledger)
            .with("type", type)
            .with("by", by)
            .with("body", body);
    return keyring.sign(Envelope.DOCUMENT, payload, by, one(by)).json();
  }

  /// A signed command.
  Envelope command(Draft draft, String onLedger, int version, LedgerTime notAfter) {
    var type = new CommandType(draft.type(), version);
    var header = new CommandHeader(onLedger, type, new PartyId(draft.by()), "n" + next(), notAfter);
    return sign(header.payload(draft.body()), draft.by(), draft.labels());
  }

  /// A signed envelope around any payload.
  Envelope sign(Json payload, String by, List<String> withLabels) {
    return keyring.sign(
        Envelope.COMMAND, payload, by, new ArrayList<>(withLabels.stream().distinct().toList()));
  }

  /// This ledger's id.
  String ledger() {
    return ledger;
  }
}
