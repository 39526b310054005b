package io.kedge.note;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import java.util.Arrays;
import java.util.stream.Stream;

/// The questions every user of locks asks.
public final class Locks {
  private Locks() {}

  /// True where the lock's time is over by its own clock, which stands still while the lock, its
  /// owner, its instrument or the anchor behind is frozen. The boundary is expired: an expiry of T
  /// has passed at T.
  public static boolean isExpired(LedgerView view, Lock lock, LedgerTime now) {
    Instrument instrument = Instrument.require(view, lock.amount().instrument());
    FreezeSubject[] subjects =
        Stream.concat(
                Stream.of(
                    FreezeSubject.of(lock.owner()),
                    FreezeSubject.of(new NoteId(lock.id().value()))),
                Arrays.stream(instrument.freezeSubjects()))
            .toArray(FreezeSubject[]::new);
    return !Freezes.clock(view, now, lock.createdAt(), subjects).isBefore(lock.expiry());
  }

  /// Refuses where the lock's time is over.
  ///
  /// @throws RefusedException [NoteRefusal#LOCK_EXPIRED]
  public static void requireRunning(LedgerView view, Lock lock, LedgerTime now) {
    RefusedException.unless(
        !isExpired(view, lock, now), NoteRefusal.LOCK_EXPIRED, lock.id(), "at", lock.expiry());
  }

  /// Refuses whoever is not the lock's executor.
  ///
  /// @throws RefusedException [NoteRefusal#NOT_THE_EXECUTOR]
  public static void requireExecutor(Lock lock, PartyId party) {
    RefusedException.unless(
        lock.executor().isEmpty() || lock.executor().get().equals(party),
        NoteRefusal.NOT_THE_EXECUTOR,
        lock.id());
  }

  /// Refuses whoever is not the lock's owner.
  ///
  /// @throws RefusedException [NoteRefusal#LOCK_NOT_OWNED]
  public static void requireOwner(Lock lock, PartyId party) {
    RefusedException.unless(lock.owner().equals(party), NoteRefusal.LOCK_NOT_OWNED, lock.id());
  }

  /// Refuses where the value was acquired too recently to be sold or given.
  ///
  /// @throws RefusedException [NoteRefusal#RESALE_TOO_EARLY]
  public static void requireResaleAllowed(LedgerView view, Postings.Taken taken, LedgerTime now) {
    Instrument instrument = Instrument.require(view, taken.amount().instrument());
    LedgerTime from = taken.since().plusMillis(instrument.resaleDelayMillis());
    RefusedException.unless(!now.isBefore(from), NoteRefusal.RESALE_TOO_EARLY, "from", from);
  }
}
