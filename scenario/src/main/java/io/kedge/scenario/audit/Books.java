package io.kedge.scenario.audit;

import io.kedge.cash.Cash;
import io.kedge.contract.Change;
import io.kedge.contract.Key;
import io.kedge.contract.MapView;
import io.kedge.freeze.FreezeHistory;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.note.Instrument;
import io.kedge.note.Lock;
import io.kedge.note.LockEnd;
import io.kedge.note.LockPurpose;
import io.kedge.note.Note;
import io.kedge.party.Party;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who holds what, kept from events alone; and a copy of the state, kept from changes alone. The
/// auditor compares the two.
///
/// Not safe for use by several threads.
public final class Books {
  /// Comes after every character that a key has.
  private static final char LAST = '\u007f';

  private final MapView state = new MapView();
  private final SortedMap<String, Note> notes = new TreeMap<>();
  private final SortedMap<String, Lock> locks = new TreeMap<>();
  private final SortedMap<String, LockEnd> ended = new TreeMap<>();
  private final SortedMap<InstrumentId, Tally> tallies = new TreeMap<>();
  private final TreeSet<String> names = new TreeSet<>();

  /// Units of one instrument.
  static final class Tally {
    long notes;
    long locks;
    final SortedMap<PartyId, Long> byOwner = new TreeMap<>();

    void move(PartyId group, long units) {
      byOwner.merge(group, units, Math::addExact);
      byOwner.remove(group, 0L);
    }
  }

  /// The state as the changes make it.
  public MapView state() {
    return state;
  }

  /// Notes that are not spent, by id.
  public SortedMap<String, Note> notes() {
    return Collections.unmodifiableSortedMap(notes);
  }

  /// Locks that have not ended, by id.
  public SortedMap<String, Lock> locks() {
    return Collections.unmodifiableSortedMap(locks);
  }

  /// How a lock ended, if it did.
  public Optional<LockEnd> end(String lock) {
    return Optional.ofNullable(ended.get(lock));
  }

  /// A party's notes of an instrument, the largest first, so that a wallet spends few.
  public List<Note> notesOf(PartyId owner, InstrumentId instrument) {
    return notes.values().stream()
        .filter(n -> n.owner().equals(owner) && n.amount().instrument().equals(instrument))
        .sorted(
            Comparator.<Note>comparingLong(n -> -n.amount().units())
                .thenComparing(n -> n.id().value()))
        .toList();
  }

  /// A party's locks for a purpose, the oldest first.
  public List<Lock> locksOf(PartyId owner, LockPurpose purpose) {
    return locks.values().stream()
        .filter(l -> l.owner().equals(owner) && l.purpose() == purpose)
        .sorted(
            Comparator.<Lock>comparingLong(l -> l.createdAt().millis())
                .thenComparing(l -> l.id().value()))
        .toList();
  }

  /// Units a party holds in notes, or in locks.
  public long held(PartyId owner, InstrumentId instrument, boolean locked) {
    var amounts =
        locked
            ? locks.values().stream().filter(l -> l.owner().equals(owner)).map(Lock::amount)
            : notes.values().stream().filter(n -> n.owner().equals(owner)).map(Note::amount);
    return amounts
        .filter(a -> a.instrument().equals(instrument))
        .mapToLong(a -> a.units())
        .reduce(0, Math::addExact);
  }

  /// How many digits of an amount people write after the point: those of a currency, none of an
  /// issue.
  public int digits(InstrumentId instrument) {
    return state.get(Cash.key(instrument)).map(Cash::decode).map(Cash::digits).orElse(0);
  }

  /// How many beneficial owners hold an instrument.
  public int holders(InstrumentId instrument) {
    return tally(instrument).byOwner.size();
  }

  /// All instruments there are, by id.
  public SortedMap<InstrumentId, Instrument> instruments() {
    var all = new TreeMap<InstrumentId, Instrument>();
    entries("instrument")
        .forEach(
            (_, value) -> {
              Instrument instrument = Instrument.decode(value);
              all.put(instrument.id(), instrument);
            });
    return all;
  }

  /// An instrument.
  public Optional<Instrument> instrument(InstrumentId id) {
    return Instrument.find(state, id);
  }

  /// A digest of the whole state, for comparing two runs.
  public Digest digest() {
    var wire = new Wire("kedge.scenario.state", 1);
    state.entries().forEach((key, value) -> wire.text(key.value()).bytes(value));
    return Digest.of(wire.bytes());
  }

  /// The entries of the state whose keys begin with a concept and these parts; a live view.
  SortedMap<Key, Bytes> entries(String concept, String... parts) {
    String prefix = Key.prefix(concept, parts);
    return state.entries().subMap(new Key(prefix), new Key(prefix + LAST));
  }

  Tally tally(InstrumentId instrument) {
    return tallies.computeIfAbsent(instrument, _ -> new Tally());
  }

  /// False where the name was used before.
  boolean claim(String name) {
    return names.add(name);
  }

  void add(Note note) {
    notes.put(note.id().value(), note);
    Tally tally = tally(note.amount().instrument());
    tally.notes = Math.addExact(tally.notes, note.amount().units());
    tally.move(group(note.owner()), note.amount().units());
  }

  Optional<Note> spend(String id) {
    Note note = notes.remove(id);
    if (note != null) {
      Tally tally = tally(note.amount().instrument());
      tally.notes -= note.amount().units();
      tally.move(group(note.owner()), -note.amount().units());
    }
    return Optional.ofNullable(note);
  }

  void add(Lock lock) {
    locks.put(lock.id().value(), lock);
    Tally tally = tally(lock.amount().instrument());
    tally.locks = Math.addExact(tally.locks, lock.amount().units());
    tally.move(group(lock.owner()), lock.amount().units());
  }

  Optional<Lock> end(String id, LockEnd how) {
    Lock lock = locks.remove(id);
    if (lock != null) {
      ended.put(id, how);
      Tally tally = tally(lock.amount().instrument());
      tally.locks -= lock.amount().units();
      tally.move(group(lock.owner()), -lock.amount().units());
    }
    return Optional.ofNullable(lock);
  }

  void apply(List<Change> changes) {
    state.apply(changes);
  }

  boolean isCash(InstrumentId instrument) {
    return state.get(Cash.key(instrument)).isPresent();
  }

  boolean frozen(FreezeSubject subject) {
    String key = subject.kind().name().toLowerCase(Locale.ROOT);
    return state
        .get(Key.of("freeze", key, subject.id()))
        .map(FreezeHistory::decode)
        .orElse(FreezeHistory.NONE)
        .frozen();
  }

  PartyId group(PartyId owner) {
    return state
        .get(Key.of("party", owner.value()))
        .map(Party::decode)
        .map(Party::beneficialOwner)
        .orElse(owner);
  }
}
