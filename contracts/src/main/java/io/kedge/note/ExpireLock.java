package io.kedge.note;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;

/// `lock.expire`: gives the value of a lock whose time is over back to its owner. Anyone may send
/// it, because nobody else moves time on the ledger.
public final class ExpireLock implements Contract<NoteCommand.Expire> {
  @Override
  public CommandType type() {
    return CommandType.of("lock.expire");
  }

  @Override
  public NoteCommand.Expire decode(Fields body) {
    return new NoteCommand.Expire(body.id("lock", LockId::new));
  }

  @Override
  public Decision decide(Signed<NoteCommand.Expire> command, LedgerView view, LedgerTime now) {
    Lock lock =
        Lock.find(view, command.value().lock())
            .orElseThrow(
                () -> RefusedException.because(NoteRefusal.LOCK_NOT_FOUND, command.value().lock()));
    RefusedException.unless(
        lock.purpose().expires(), NoteRefusal.LOCK_DOES_NOT_EXPIRE, lock.purpose());
    RefusedException.unless(
        Locks.isExpired(view, lock, now),
        NoteRefusal.LOCK_NOT_EXPIRED,
        "runs until",
        lock.expiry());
    var postings = new Postings(command.id(), view, now);
    postings.end(lock, LockEnd.EXPIRED);
    postings.note(lock.owner(), lock.amount(), lock.since());
    return postings.build();
  }
}
