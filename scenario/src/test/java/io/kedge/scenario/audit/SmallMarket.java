package io.kedge.scenario.audit;

import io.kedge.cash.BankReference;
import io.kedge.cash.Cash;
import io.kedge.cash.Deposit;
import io.kedge.contract.Change;
import io.kedge.contract.Decision;
import io.kedge.contract.MapView;
import io.kedge.contract.Outcome;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Wire;
import io.kedge.note.Instrument;
import io.kedge.note.Lock;
import io.kedge.note.LockDraft;
import io.kedge.note.LockEnd;
import io.kedge.note.LockPurpose;
import io.kedge.note.Note;
import io.kedge.note.Postings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// Makes a stream of true outcomes by moving units at random, straight through the postings.
final class SmallMarket {
  static final InstrumentId CASH = new InstrumentId("cny");
  static final InstrumentId CUP = new InstrumentId("cup");
  private static final List<PartyId> PEOPLE =
      List.of(new PartyId("ann"), new PartyId("bob"), new PartyId("cyd"));

  private final MapView state = new MapView();
  private final TreeMap<String, Note> notes = new TreeMap<>();
  private final TreeMap<String, Lock> locks = new TreeMap<>();
  private final Random random;
  private int commands;

  SmallMarket(long seed) {
    this.random = new Random(seed);
    state.apply(genesis());
  }

  static List<Change> genesis() {
    var cash = new Instrument(CASH, Instrument.Kind.CASH, "CNY", Optional.empty(), 0, 0);
    var cup =
        new Instrument(CUP, Instrument.Kind.ISSUE, "CUP", Optional.of(new AssetId("tea")), 5, 0);
    return List.of(
        new Change.Put(Cash.key(CASH), Bytes.utf8("there is such a kind of cash")),
        new Change.Put(Instrument.key(CASH), cash.encoded()),
        new Change.Put(Instrument.key(CUP), cup.encoded()));
  }

  static LedgerTime time(int step) {
    return LedgerTime.of(1_000_000L + step);
  }

  /// The outcomes of so many commands; each does something.
  List<Outcome> outcomes(int count) {
    var outcomes = new ArrayList<Outcome>();
    while (outcomes.size() < count) {
      Decision.Accepted accepted = next(outcomes.size());
      if (!accepted.events().isEmpty()) {
        state.apply(accepted.changes());
        outcomes.add(new Outcome(Outcome.ACCEPTED, "", accepted.changes(), accepted.events()));
        Movement.of(accepted.events()).forEach(this::remember);
      }
    }
    return outcomes;
  }

  private Decision.Accepted next(int step) {
    var id = new CommandId(Digest.of(Bytes.utf8("command " + commands++)));
    var postings = new Postings(id, state, time(step));
    InstrumentId instrument = random.nextBoolean() ? CASH : CUP;
    switch (random.nextInt(5)) {
      case 0 -> {
        var minted = new Quantity(instrument, 1 + random.nextInt(100));
        PartyId holder = someone();
        postings.mint(minted);
        postings.note(holder, minted, time(step));
        if (instrument.equals(CASH)) {
          var bank = new BankReference("abcdcnbj", "DEP-" + step);
          var deposit = new Deposit(bank, minted, holder, 0);
          postings.out().put(bank.depositKey(), deposit.encoded());
        }
      }
      case 1 -> pick(notes).ifPresent(note -> transfer(postings, note));
      case 2 -> pick(notes).ifPresent(note -> lock(postings, note, step));
      case 3 -> pick(locks).ifPresent(lock -> end(postings, lock));
      default -> pick(locks).ifPresent(lock -> burn(postings, lock));
    }
    return postings.build();
  }

  private void transfer(Postings postings, Note note) {
    var taken = postings.spend(note.owner(), note.amount().instrument(), List.of(note.id()));
    long part = random.nextLong(note.amount().units() + 1);
    postings.note(someone(), new Quantity(note.amount().instrument(), part), postings.now());
    postings.change(note.owner(), taken, part);
  }

  private void lock(Postings postings, Note note, int step) {
    postings.spend(note.owner(), note.amount().instrument(), List.of(note.id()));
    postings.lock(
        new LockDraft(
            note.owner(),
            note.amount(),
            LockPurpose.GIFT,
            Optional.empty(),
            Optional.empty(),
            time(step),
            time(step),
            note.since(),
            Optional.empty(),
            Bytes.EMPTY));
  }

  private void end(Postings postings, Lock lock) {
    postings.end(lock, List.of(LockEnd.values()).get(random.nextInt(3)));
    postings.note(lock.owner(), lock.amount(), lock.since());
  }

  private static void burn(Postings postings, Lock lock) {
    if (lock.amount().instrument().equals(CASH)) {
      postings.end(lock, LockEnd.EXECUTED);
      postings.burn(lock.amount());
      postings.out().event(new Wire("cash.paid-out", 1).text(lock.id().value()).bytes());
    }
  }

  private PartyId someone() {
    return PEOPLE.get(random.nextInt(PEOPLE.size()));
  }

  private <T> Optional<T> pick(TreeMap<String, T> from) {
    return from.values().stream()
        .skip(from.isEmpty() ? 0 : random.nextInt(from.size()))
        .findFirst();
  }

  private void remember(Movement movement) {
    switch (movement) {
      case Movement.Made(var note) -> notes.put(note.id().value(), note);
      case Movement.Spent(var note) -> notes.remove(note);
      case Movement.Locked(var lock) -> locks.put(lock.id().value(), lock);
      case Movement.Ended(var lock, var _) -> locks.remove(lock);
      case Movement.Minted _, Movement.Burned _, Movement.Forced _ -> {}
    }
  }
}
