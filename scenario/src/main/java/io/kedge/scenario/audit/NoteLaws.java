package io.kedge.scenario.audit;

import io.kedge.contract.Change;
import io.kedge.contract.Key;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.note.Conservation;
import io.kedge.note.Lock;
import io.kedge.note.LockEnd;
import io.kedge.note.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The laws about notes and locks that one command can break.
final class NoteLaws {
  private final Books books;
  private final Finding finding;
  private final List<Quantity> in = new ArrayList<>();
  private final List<Quantity> out = new ArrayList<>();
  private final SortedMap<Key, Optional<Bytes>> told = new TreeMap<>();

  NoteLaws(Books books, Finding finding) {
    this.books = books;
    this.finding = finding;
  }

  /// Applies the movements to the books, checking each; the state is still the one before.
  void check(List<Movement> movements, List<Change> changes, LedgerTime now) {
    boolean forced = movements.stream().anyMatch(m -> m instanceof Movement.Forced);
    for (Movement movement : movements) {
      switch (movement) {
        case Movement.Made(Note note) -> made(note, forced);
        case Movement.Locked(Lock lock) -> locked(lock, forced);
        case Movement.Spent(String id) -> spent(id, forced);
        case Movement.Ended(String id, LockEnd how) -> ended(id, how, now);
        case Movement.Minted(Quantity amount) -> in.add(amount);
        case Movement.Burned(Quantity amount) -> out.add(amount);
        case Movement.Forced _ -> {}
      }
    }
    finding.require(
        Conservation.holds(in, out),
        Law.CONSERVATION,
        Conservation.totals(in) + " became " + Conservation.totals(out));
    requireTold(changes);
  }

  private void made(Note note, boolean forced) {
    requireNew(note.id().value());
    requireMoving(note.amount().instrument(), forced);
    out.add(note.amount());
    books.add(note);
    tell(new Key("note/" + note.id().value()), Optional.of(note.encoded()));
  }

  private void locked(Lock lock, boolean forced) {
    requireNew(lock.id().value());
    requireMoving(lock.amount().instrument(), forced);
    out.add(lock.amount());
    books.add(lock);
    tell(new Key("lock/" + lock.id().value()), Optional.of(lock.encoded()));
  }

  private void spent(String id, boolean forced) {
    Optional<Note> note = books.spend(id);
    finding.require(note.isPresent(), Law.NO_DOUBLE_SPEND, "no unspent note " + id);
    tell(new Key("note/" + id), Optional.empty());
    if (note.isPresent()) {
      in.add(note.get().amount());
      requireMoving(note.get().amount().instrument(), forced);
      requireMoving(id, note.get().owner(), forced);
    }
  }

  private void ended(String id, LockEnd how, LedgerTime now) {
    Optional<LockEnd> before = books.end(id);
    Optional<Lock> lock = books.end(id, how);
    finding.require(
        lock.isPresent(),
        Law.LOCK_ENDS_ONCE,
        before.map(end -> "lock " + id + " was " + end).orElse("no lock " + id));
    tell(new Key("lock/" + id), Optional.empty());
    if (lock.isPresent()) {
      in.add(lock.get().amount());
      requireMoving(lock.get().amount().instrument(), false);
      requireMoving(id, lock.get().owner(), false);
      finding.require(
          how != LockEnd.EXPIRED || !now.isBefore(lock.get().expiry()),
          Law.LOCK_ENDS_ONCE,
          "lock " + id + " expired before " + lock.get().expiry());
    }
  }

  private void requireNew(String id) {
    finding.require(books.claim(id), Law.NAMES_ARE_USED_ONCE, id);
  }

  private void requireMoving(InstrumentId instrument, boolean forced) {
    boolean frozen =
        books.frozen(FreezeSubject.of(instrument))
            || books
                .instrument(instrument)
                .flatMap(i -> i.anchor())
                .filter(asset -> books.frozen(FreezeSubject.of(asset)))
                .isPresent();
    finding.require(!frozen || forced, Law.FROZEN_STANDS_STILL, "instrument " + instrument);
  }

  private void requireMoving(String id, PartyId owner, boolean forced) {
    boolean frozen =
        books.frozen(FreezeSubject.of(new NoteId(id))) || books.frozen(FreezeSubject.of(owner));
    finding.require(!frozen || forced, Law.FROZEN_STANDS_STILL, id + " of " + owner);
  }

  private void tell(Key key, Optional<Bytes> value) {
    finding.require(
        told.put(key, value) == null, Law.EVENTS_TELL_ALL, key + " is told twice in one command");
  }

  /// The changes of notes and locks are exactly the ones the events told.
  private void requireTold(List<Change> changes) {
    var changed = new TreeMap<Key, Optional<Bytes>>();
    for (Change change : changes) {
      String concept = change.key().concept();
      if (concept.equals("note") || concept.equals("lock")) {
        switch (change) {
          case Change.Put(Key key, Bytes value) -> changed.put(key, Optional.of(value));
          case Change.Delete(Key key) -> changed.put(key, Optional.empty());
        }
      }
    }
    finding.require(
        changed.equals(told),
        Law.EVENTS_TELL_ALL,
        "events tell " + told.keySet() + ", changed were " + changed.keySet());
  }
}
