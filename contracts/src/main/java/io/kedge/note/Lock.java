package io.kedge.note;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Optional;

/// Value set aside for one purpose: the one lock behind orders, subscriptions, gifts, withdrawals,
/// pledges and collateral (design.md §1).
///
/// It ends exactly once: executed, released or expired. Where only a part is executed the lock ends
/// too, and its successor for the rest names it. An ended lock has no entry in the state.
///
/// @param id its name, made by the command that created it
/// @param owner whose the value still is
/// @param amount what and how much, at least 1 unit
/// @param purpose what for
/// @param executor the only party who may execute it; none where the purpose's contract lets anyone
///     carry out what is due
/// @param beneficiary the only party it may be executed to; none where the terms decide
/// @param expiry from this moment on, by its own clock, anyone may end it in its owner's favour
/// @param createdAt ledger time of its first ancestor, where its clock starts
/// @param since when the owner acquired the youngest part of the value
/// @param predecessor the lock whose rest this is
/// @param terms what the purpose's contract needs to know, in that contract's encoding
public record Lock(
    LockId id,
    PartyId owner,
    Quantity amount,
    LockPurpose purpose,
    Optional<PartyId> executor,
    Optional<PartyId> beneficiary,
    LedgerTime expiry,
    LedgerTime createdAt,
    LedgerTime since,
    Optional<LockId> predecessor,
    Bytes terms) {
  private static final String TAG = "kedge.lock";

  /// Checks the range.
  public Lock {
    if (amount.units() < 1) {
      throw new IllegalArgumentException("a lock has at least one unit");
    }
  }

  /// The key of a lock's entry.
  public static Key key(LockId id) {
    return Key.of("lock", id.value());
  }

  /// A lock that has not ended.
  public static Optional<Lock> find(LedgerView view, LockId id) {
    return view.get(key(id)).map(Lock::decode);
  }

  /// A lock that must exist, not have ended, and be for the given purpose.
  ///
  /// @throws RefusedException [NoteRefusal#LOCK_NOT_FOUND] or [NoteRefusal#LOCK_FOR_OTHER_PURPOSE]
  public static Lock require(LedgerView view, LockId id, LockPurpose purpose) {
    Lock lock =
        find(view, id).orElseThrow(() -> RefusedException.because(NoteRefusal.LOCK_NOT_FOUND, id));
    RefusedException.unless(
        lock.purpose == purpose, NoteRefusal.LOCK_FOR_OTHER_PURPOSE, id, lock.purpose);
    return lock;
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    return new Wire(TAG, 1)
        .text(id.value())
        .text(owner.value())
        .text(amount.instrument().value())
        .i64(amount.units())
        .name(purpose)
        .option(executor, (w, party) -> w.text(party.value()))
        .option(beneficiary, (w, party) -> w.text(party.value()))
        .time(expiry)
        .time(createdAt)
        .time(since)
        .option(predecessor, (w, lock) -> w.text(lock.value()))
        .bytes(terms)
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Lock decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var lock =
        new Lock(
            new LockId(in.text()),
            new PartyId(in.text()),
            new Quantity(new InstrumentId(in.text()), in.i64()),
            in.name(LockPurpose.class),
            in.option(r -> new PartyId(r.text())),
            in.option(r -> new PartyId(r.text())),
            in.time(),
            in.time(),
            in.time(),
            in.option(r -> new LockId(r.text())),
            in.bytes());
    in.end();
    return lock;
  }
}
