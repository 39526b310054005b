package io.kedge.ledger.node;

import io.kedge.contract.Change;
import io.kedge.contract.Command;
import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.Envelope;
import io.kedge.contract.Key;
import io.kedge.contract.KeyRegistry;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Refusal;
import io.kedge.contract.RefusedException;
import io.kedge.contract.RuleBook;
import io.kedge.contract.Signed;
import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.ledger.crypto.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A ledger of boxes with a text inside, small enough to be looked through at a glance.
public final class TinyRules {
  static final PartyId OWNER = new PartyId("owner");
  static final LedgerTime NEVER = LedgerTime.NEVER;

  private TinyRules() {}

  /// Puts a text into a box, or takes the box away.
  record BoxCommand(String box, Optional<String> text) implements Command {}

  enum BoxRefusal implements Refusal {
    BOX_MISSING,
    TEXT_FORBIDDEN;

    @Override
    public boolean mayPassLater() {
      return true;
    }
  }

  private record BoxContract(boolean puts) implements Contract<BoxCommand> {
    @Override
    public CommandType type() {
      return CommandType.of(puts ? "box.put" : "box.drop");
    }

    @Override
    public BoxCommand decode(Fields body) {
      String box = body.text("box");
      return new BoxCommand(box, puts ? Optional.of(body.text("text")) : Optional.empty());
    }

    @Override
    public Optional<Refusal> precheck(BoxCommand command) {
      return command.text().filter("forbidden"::equals).map(text -> BoxRefusal.TEXT_FORBIDDEN);
    }

    @Override
    public Set<Key> reads(Signed<BoxCommand> command) {
      return Set.of(Key.of("box", command.value().box()));
    }

    @Override
    public Decision decide(Signed<BoxCommand> command, LedgerView view, LedgerTime now) {
      BoxCommand value = command.value();
      Key key = Key.of("box", value.box());
      var decision = new Decision.Builder();
      decision.event(new Wire("box.changed", 1).text(value.box()).time(now).bytes());
      if (value.text().isPresent()) {
        var content = new Wire("box", 1).text(value.text().get()).digest(command.id().digest());
        return decision.put(key, content.bytes()).build();
      }
      RefusedException.unless(view.get(key).isPresent(), BoxRefusal.BOX_MISSING, value.box());
      return decision.delete(key).build();
    }
  }

  private record Keys() implements KeyRegistry {
    @Override
    public Optional<Registered> find(KeyId id, LedgerView view, LedgerTime now) {
      return view.get(keyKey(id))
          .map(
              value -> {
                var in = new WireReader(value, "key");
                Bytes publicKey = in.bytes();
                var algorithm =
                    publicKey.size() == 32
                        ? VerificationKey.Algorithm.ED25519
                        : VerificationKey.Algorithm.P256;
                var party = new PartyId(in.text());
                return new Registered(new VerificationKey(id, algorithm, publicKey, party), true);
              });
    }
  }

  /// Puts a public key under the id of another one: what signed before does not verify any more.
  record KeyCommand(String id, Bytes publicKey) implements Command {}

  private record KeyContract() implements Contract<KeyCommand> {
    @Override
    public CommandType type() {
      return CommandType.of("key.put");
    }

    @Override
    public KeyCommand decode(Fields body) {
      return new KeyCommand(body.text("id"), body.bytes("key"));
    }

    @Override
    public Decision decide(Signed<KeyCommand> command, LedgerView view, LedgerTime now) {
      var id = new KeyId(command.value().id());
      return new Decision.Builder()
          .put(keyKey(id), keyValue(command.value().publicKey(), command.party()))
          .build();
    }
  }

  private static Key keyKey(KeyId id) {
    return Key.of("key", id.value());
  }

  private static Bytes keyValue(Bytes publicKey, PartyId party) {
    return new Wire("key", 1).bytes(publicKey).text(party.value()).bytes();
  }

  /// The rules.
  public static RuleBook book() {
    return new RuleBook(
        List.of(new BoxContract(true), new BoxContract(false), new KeyContract()),
        new Keys(),
        (parsed, view, now) -> {});
  }

  /// A key of its number.
  public static SigningKey key(int number) {
    return SigningKey.fromSeed(
        VerificationKey.Algorithm.ED25519, Digest.of(Bytes.utf8("key " + number)).bytes());
  }

  static GenesisState genesis(int stateRootEvery, int keys) {
    var changes = new ArrayList<Change>();
    for (int i = 0; i < keys; i++) {
      SigningKey key = key(i);
      changes.add(new Change.Put(keyKey(key.id()), keyValue(key.publicKey(), OWNER)));
    }
    Bytes document = Bytes.utf8("{\"tiny\":" + stateRootEvery + "," + keys + "}");
    return new GenesisState(
        Digest.of(document), "tiny", new LedgerTime(1_000), stateRootEvery, changes, document);
  }

  /// Makes signed commands for a ledger.
  public record Wallet(GenesisState genesis, SigningKey key) {
    /// Puts a text into a box.
    public Bytes put(String box, String text, String nonce) {
      var body = Json.Obj.empty().with("box", box).with("text", text);
      return sign("box.put", nonce, body);
    }

    /// Takes a box away.
    public Bytes drop(String box, String nonce) {
      return sign("box.drop", nonce, Json.Obj.empty().with("box", box));
    }

    /// Gives a key id another key.
    public Bytes replaceKey(KeyId id, Bytes publicKey, String nonce) {
      var body = Json.Obj.empty().with("id", id.value()).with("key", publicKey.base64());
      return sign("key.put", nonce, body);
    }

    Bytes sign(String type, String nonce, Json.Obj body) {
      var header = new CommandHeader(genesis.ledger(), CommandType.of(type), OWNER, nonce, NEVER);
      return sign(Bytes.utf8(header.payload(body).write()));
    }

    Bytes sign(Bytes payload) {
      Bytes signature = key.sign(Envelope.preAuthenticationEncoding(Envelope.COMMAND, payload));
      var signatures = List.of(new Envelope.Signature(key.id(), signature));
      return Bytes.utf8(new Envelope(Envelope.COMMAND, payload, signatures).json().write());
    }
  }
}
