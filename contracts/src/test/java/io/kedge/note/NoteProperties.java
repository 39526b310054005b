package io.kedge.note;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Change;
import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Json;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.WireReader;
import io.kedge.party.InvestorClass;
import io.kedge.party.Party;
import io.kedge.party.PartyKind;
import io.kedge.party.PartyStatus;
import io.kedge.party.Role;
import io.kedge.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Payments, consolidations and locks against a plain map of who has how much.
class NoteProperties {
  private static final InstrumentId CNY = new InstrumentId("cny");

  /// Who takes part; the first two have the same beneficial owner.
  private static final List<String> NAMES = List.of("alice", "alice.shop", "bob", "carol", "dora");

  private static final int HOLDERS_MAX = 3;
  private static final long ALL = 1_000;

  /// One thing that is tried.
  ///
  /// @param who who tries it
  /// @param kind 0 to 9, see [#attempt]
  /// @param notes how many of its notes it uses
  /// @param shares where it goes: each a receiver and a weight
  /// @param slip what the outputs are off by
  record Step(int who, int kind, int notes, List<Share> shares, int slip) {}

  record Share(int to, int weight) {}

  private final Map<NoteId, String> owners = new TreeMap<>();
  private final Map<NoteId, Long> units = new TreeMap<>();
  private final Map<LockId, Map.Entry<String, Long>> locks = new TreeMap<>();
  private World world = World.standard();
  private int commands;

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> who = Arbitraries.integers().between(0, NAMES.size() - 1);
    Arbitrary<List<Share>> shares =
        Combinators.combine(who, Arbitraries.integers().between(1, 9))
            .as(Share::new)
            .list()
            .ofMinSize(1)
            .ofMaxSize(4);
    return Combinators.combine(
            who,
            Arbitraries.integers().between(0, 9),
            Arbitraries.integers().between(1, 5),
            shares,
            Arbitraries.frequency(Tuple.of(9, 0), Tuple.of(1, 1)))
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(40);
  }

  @Property(tries = 100)
  void balancesAreThoseOfTheTwin(@ForAll("steps") List<Step> steps) {
    begin();
    for (Step step : steps) {
      attempt(step);
      compare();
    }
  }

  private void begin() {
    owners.clear();
    units.clear();
    locks.clear();
    commands = 0;
    world = World.standard();
    for (String name : NAMES) {
      world.with(
          new Party(
              new PartyId(name),
              PartyKind.ENTERPRISE,
              PartyStatus.VERIFIED,
              new TreeSet<>(List.of(Role.TRADER)),
              Digest.of(Bytes.utf8(name)),
              new PartyId(group(name)),
              InvestorClass.PROFESSIONAL,
              0,
              false));
    }
    var cny = new Instrument(CNY, Instrument.Kind.CASH, "CNY", Optional.empty(), HOLDERS_MAX, 0);
    world.put(new Change.Put(Instrument.key(CNY), cny.encoded()));
    Postings postings = postings();
    postings.mint(new Quantity(CNY, ALL));
    postings.note(new PartyId("alice"), new Quantity(CNY, ALL), world.now());
    apply(postings);
    put(new NoteId(id().output(0)), "alice", ALL);
  }

  private static String group(String name) {
    return name.equals("alice.shop") ? "alice" : name;
  }

  private CommandId id() {
    return new CommandId(Digest.of(Bytes.utf8("command " + commands)));
  }

  private Postings postings() {
    commands++;
    return new Postings(id(), world.view(), world.now());
  }

  private void apply(Postings postings) {
    world.view().apply(postings.build().changes());
  }

  private void put(NoteId note, String owner, long amount) {
    owners.put(note, owner);
    units.put(note, amount);
  }

  private void attempt(Step step) {
    String who = NAMES.get(step.who);
    List<NoteId> used =
        owners.keySet().stream()
            .filter(note -> owners.get(note).equals(who))
            .limit(step.notes)
            .toList();
    if (step.kind == 0 && !locks.isEmpty()) {
      expire(locks.keySet().iterator().next());
    } else if (step.kind == 1 && !used.isEmpty()) {
      lock(who, used);
    } else {
      pay(who, used, step);
    }
  }

  private void pay(String who, List<NoteId> used, Step step) {
    long sum = used.stream().mapToLong(units::get).sum();
    var outputs = new ArrayList<Map.Entry<String, Long>>();
    long left = sum;
    for (Share share : step.shares) {
      long part = Math.min(left, Math.max(1, sum * share.weight / 20));
      if (part > 0) {
        outputs.add(Map.entry(NAMES.get(share.to), part));
        left -= part;
      }
    }
    if (left + step.slip > 0) {
      outputs.add(Map.entry(who, left + step.slip));
    }
    Outcome outcome = world.send(who, "note.transfer", body(used, outputs));
    assertThat(outcome.code()).isEqualTo(expected(used, outputs, sum));
    if (outcome.accepted()) {
      used.forEach(owners::remove);
      used.forEach(units::remove);
      for (int i = 0; i < outputs.size(); i++) {
        put(
            new NoteId(world.lastId().output(i)),
            outputs.get(i).getKey(),
            outputs.get(i).getValue());
      }
    }
  }

  private static Json.Obj body(List<NoteId> used, List<Map.Entry<String, Long>> outputs) {
    var out =
        outputs.stream()
            .<Json>map(o -> Json.Obj.empty().with("to", o.getKey()).with("units", o.getValue()))
            .toList();
    return Json.Obj.empty()
        .with("instrument", CNY.value())
        .with("inputs", Json.Arr.ofTexts(used.stream().map(NoteId::value).toList()))
        .with("outputs", new Json.Arr(out));
  }

  private String expected(List<NoteId> used, List<Map.Entry<String, Long>> outputs, long sum) {
    if (used.isEmpty()) {
      return NoteRefusal.INPUTS_EMPTY.code();
    }
    if (outputs.stream().mapToLong(Map.Entry::getValue).sum() != sum) {
      return NoteRefusal.INPUTS_AND_OUTPUTS_DIFFER.code();
    }
    Map<String, Long> after = balances();
    used.forEach(note -> after.merge(group(owners.get(note)), -units.get(note), Long::sum));
    outputs.forEach(o -> after.merge(group(o.getKey()), o.getValue(), Long::sum));
    long holders = holders(after);
    return holders > HOLDERS_MAX && holders > holders(balances())
        ? NoteRefusal.HOLDERS_OVER_MAX.code()
        : Outcome.ACCEPTED;
  }

  /// Locks all but one unit, where there is more than one.
  private void lock(String who, List<NoteId> used) {
    Postings postings = postings();
    var taken = postings.spend(new PartyId(who), CNY, used);
    long locked = Math.max(1, taken.amount().units() - 1);
    var draft =
        new LockDraft(
            new PartyId(who),
            new Quantity(CNY, locked),
            LockPurpose.GIFT,
            Optional.empty(),
            Optional.empty(),
            world.now().plusMillis(10),
            world.now(),
            world.now(),
            Optional.empty(),
            Bytes.EMPTY);
    LockId lock = postings.lock(draft).id();
    postings.change(new PartyId(who), taken, locked);
    apply(postings);
    used.forEach(owners::remove);
    used.forEach(units::remove);
    locks.put(lock, Map.entry(who, locked));
    if (taken.amount().units() > locked) {
      put(new NoteId(id().output(1)), who, taken.amount().units() - locked);
    }
  }

  private void expire(LockId lock) {
    Json.Obj body = Json.Obj.empty().with("lock", lock.value());
    world.after(10);
    assertThat(world.send("dora", "lock.expire", body).code()).isEqualTo(Outcome.ACCEPTED);
    var held = locks.remove(lock);
    put(new NoteId(world.lastId().output(0)), held.getKey(), held.getValue());
  }

  /// What each beneficial owner has, in notes and locks.
  private Map<String, Long> balances() {
    var balances = new TreeMap<String, Long>();
    owners.forEach((note, owner) -> balances.merge(group(owner), units.get(note), Long::sum));
    locks.values().forEach(l -> balances.merge(group(l.getKey()), l.getValue(), Long::sum));
    return balances;
  }

  private static long holders(Map<String, Long> balances) {
    return balances.values().stream().filter(balance -> balance > 0).count();
  }

  private void compare() {
    var found = new TreeMap<NoteId, Long>();
    var foundOwners = new TreeMap<NoteId, String>();
    long sum = 0;
    for (Bytes value : world.view().entries().values()) {
      if (WireReader.tagOf(value).equals("kedge.note")) {
        Note note = Note.decode(value);
        found.put(note.id(), note.amount().units());
        foundOwners.put(note.id(), note.owner().value());
        sum += note.amount().units();
      } else if (WireReader.tagOf(value).equals("kedge.lock")) {
        sum += Lock.decode(value).amount().units();
      }
    }
    assertThat(found).isEqualTo(units);
    assertThat(foundOwners).isEqualTo(owners);
    assertThat(sum).isEqualTo(ALL);
    assertThat(new StripedTotal(CNY, StripedTotal.Name.SUPPLY).sum(world.view())).isEqualTo(ALL);
    Map<String, Long> balances = balances();
    for (String name : NAMES) {
      assertThat(Holdings.of(world.view(), CNY, new PartyId(name)))
          .isEqualTo(balances.getOrDefault(name, 0L));
    }
    assertThat(new StripedTotal(CNY, StripedTotal.Name.HOLDERS).sum(world.view()))
        .isEqualTo(holders(balances));
  }
}
