package io.kedge.note;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import java.util.Optional;

/// A lock before it has a name. See [Lock] for the members.
///
/// @param owner whose the value still is
/// @param amount what and how much
/// @param purpose what for
/// @param executor who may execute it
/// @param beneficiary to whom
/// @param expiry until when
/// @param createdAt where its clock starts
/// @param since when the owner acquired the value
/// @param predecessor the lock whose rest this is
/// @param terms what the purpose's contract needs to know
public record LockDraft(
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

  /// The rest of a lock that was executed in part: same promise, smaller amount, perhaps new terms.
  public static LockDraft restOf(Lock lock, long units, Bytes terms) {
    return new LockDraft(
        lock.owner(),
        new Quantity(lock.amount().instrument(), units),
        lock.purpose(),
        lock.executor(),
        lock.beneficiary(),
        lock.expiry(),
        lock.createdAt(),
        lock.since(),
        Optional.of(lock.id()),
        terms);
  }

  Lock named(LockId id) {
    return new Lock(
        id,
        owner,
        amount,
        purpose,
        executor,
        beneficiary,
        expiry,
        createdAt,
        since,
        predecessor,
        terms);
  }
}
