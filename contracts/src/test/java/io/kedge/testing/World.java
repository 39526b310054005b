package io.kedge.testing;

import io.kedge.contract.Change;
import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.contract.MapView;
import io.kedge.contract.Outcome;
import io.kedge.contract.RuleBook;
import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.party.CommandPattern;
import io.kedge.party.Employee;
import io.kedge.party.InvestorClass;
import io.kedge.party.KeyHolder;
import io.kedge.party.KeyRecord;
import io.kedge.party.Mandate;
import io.kedge.party.NewKey;
import io.kedge.party.Parties;
import io.kedge.party.Party;
import io.kedge.party.PartyKind;
import io.kedge.party.PartyStatus;
import io.kedge.party.Registry;
import io.kedge.party.Role;
import io.kedge.rulebook.StandardRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A small ledger for tests: state in memory, a clock the test moves, parties with keys, and
/// commands that take the whole way through the rule book, from JSON to changed state.
///
/// A party signs with the [TestKey] that has its name; an employee of it with the key
/// `party/employee`.
public final class World {
  /// The ledger's id.
  public static final String LEDGER = Digest.of(Bytes.utf8("world")).hex();

  /// When a world begins.
  public static final LedgerTime START = LedgerTime.of(1_767_225_600_000L);

  private final RuleBook rules;
  private final MapView view = new MapView();
  private LedgerTime now = START;
  private int nonce;
  private CommandId lastId = new CommandId(Digest.ZERO);

  /// A world under the given rules.
  public World(RuleBook rules) {
    this.rules = rules;
  }

  /// A world under rule book 1, with nobody in it.
  public static World standard() {
    return new World(StandardRules.version1());
  }

  /// What the contracts see.
  public MapView view() {
    return view;
  }

  /// What time it is.
  public LedgerTime now() {
    return now;
  }

  /// Moves the clock.
  public World after(long millis) {
    now = now.plusMillis(millis);
    return this;
  }

  /// The id of the last command that was sent.
  public CommandId lastId() {
    return lastId;
  }

  /// Puts a verified enterprise with its own key straight into the state.
  public World with(String id, Role... roles) {
    return with(
        new Party(
            new PartyId(id),
            PartyKind.ENTERPRISE,
            PartyStatus.VERIFIED,
            new TreeSet<>(Arrays.asList(roles)),
            Digest.of(Bytes.utf8(id)),
            new PartyId(id),
            InvestorClass.PROFESSIONAL,
            0,
            false));
  }

  /// Puts a party with its own key straight into the state.
  public World with(Party party) {
    return put(new Change.Put(Parties.key(party.id()), party.encoded()))
        .withKey(party.id().value(), Optional.empty(), TestKey.named(party.id().value()));
  }

  /// Puts an employee with a key and a mandate straight into the state.
  ///
  /// @param commands what the mandate covers
  public World withEmployee(String party, String employee, String... commands) {
    var mandate =
        new Mandate(
            Arrays.stream(commands).map(CommandPattern::new).toList(),
            Optional.empty(),
            Optional.empty(),
            LedgerTime.NEVER);
    return withEmployee(party, new Employee(new EmployeeId(employee), true, mandate));
  }

  /// Puts an employee with a key straight into the state.
  public World withEmployee(String party, Employee employee) {
    var key = TestKey.named(party + "/" + employee.id().value());
    return put(new Change.Put(Employee.key(new PartyId(party), employee.id()), employee.encoded()))
        .withKey(party, Optional.of(employee.id()), key);
  }

  private World withKey(String party, Optional<EmployeeId> employee, TestKey key) {
    var none = Optional.<LedgerTime>empty();
    var added =
        new NewKey(
            Algorithm.ED25519,
            key.publicKey(),
            KeyHolder.SELF,
            employee,
            none,
            none,
            Optional.empty());
    KeyRecord entry = added.register(new PartyId(party), START);
    return put(new Change.Put(Registry.key(entry.id()), entry.encoded()));
  }

  /// Changes the state without any rule.
  public World put(Change change) {
    view.apply(List.of(change));
    return this;
  }

  /// Sends a command signed with the party's own key.
  ///
  /// @param type for example `party.setAutoAccept`
  public Outcome send(String by, String type, Json.Obj body) {
    return send(by, type, body, by);
  }

  /// Sends a command signed with the keys of the given names. Accepted, it changes the state.
  public Outcome send(String by, String type, Json.Obj body, String... keys) {
    var outcome = dryRun(by, type, body, keys);
    view.apply(outcome.changes());
    return outcome;
  }

  /// Sends a command and changes nothing, whatever the answer.
  public Outcome dryRun(String by, String type, Json.Obj body, String... keys) {
    nonce++;
    var header =
        new CommandHeader(
            LEDGER, CommandType.of(type), new PartyId(by), "n" + nonce, now.plusMillis(60_000));
    Bytes payload = Bytes.utf8(header.payload(body).write());
    Envelope envelope = seal(Envelope.COMMAND, payload, keys);
    lastId = envelope.id();
    return rules.execute(LEDGER, Bytes.utf8(envelope.json().write()), view, now, TestKey.CHECK);
  }

  /// A signed document to put into a command's body.
  ///
  /// @param type for example `voucher.pickup`
  public Json.Obj document(String by, String type, Json.Obj body, String... keys) {
    var payload =
        Json.Obj.empty()
            .with("ledger", LEDGER)
            .with("type", type)
            .with("by", by)
            .with("body", body);
    return seal(
            Envelope.DOCUMENT,
            Bytes.utf8(payload.write()),
            keys.length == 0 ? new String[] {by} : keys)
        .json();
  }

  private static Envelope seal(String payloadType, Bytes payload, String... keys) {
    Bytes message = Envelope.preAuthenticationEncoding(payloadType, payload);
    var signatures = new ArrayList<Envelope.Signature>();
    for (String name : keys) {
      TestKey key = TestKey.named(name);
      signatures.add(new Envelope.Signature(key.id(), key.sign(message)));
    }
    return new Envelope(payloadType, payload, signatures);
  }
}
