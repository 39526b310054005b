package io.kedge.testing;

import io.kedge.contract.Change;
import io.kedge.contract.Decision;
import io.kedge.contract.Key;
import io.kedge.contract.Outcome;
import io.kedge.fee.FeeRates;
import io.kedge.fee.FeeSchedule;
import io.kedge.fee.FeeScheduleId;
import io.kedge.freeze.FreezeHistory;
import io.kedge.freeze.FreezeOrder;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Texts;
import io.kedge.kernel.Wire;
import io.kedge.note.Instrument;
import io.kedge.note.Lock;
import io.kedge.note.Note;
import io.kedge.note.Postings;
import io.kedge.offering.AllotmentRule;
import io.kedge.offering.Circulation;
import io.kedge.offering.Clauses;
import io.kedge.offering.ComplianceTerms;
import io.kedge.offering.Decree;
import io.kedge.offering.Eligibility;
import io.kedge.offering.ExpiryRule;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingStatus;
import io.kedge.offering.RedemptionTerms;
import io.kedge.offering.SubscriptionTerms;
import io.kedge.offering.Terms;
import io.kedge.offering.TradingCalendar;
import io.kedge.offering.TradingMethod;
import io.kedge.offering.TradingTerms;
import io.kedge.offering.Tranche;
import io.kedge.offering.Unsold;
import io.kedge.offering.Window;
import io.kedge.party.InvestorClass;
import io.kedge.party.Party;
import io.kedge.party.PartyKind;
import io.kedge.party.PartyStatus;
import io.kedge.party.Role;
import java.time.DayOfWeek;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A world in which the issue `tea` trades against the cash `cny`: the operator `market`, the
/// traders `alice`, `bob` and `carol`, trading open for nine more days. What a test changes before
/// [#open] is in the terms.
public final class TradingWorld {
  /// One day.
  public static final long DAY = 86_400_000;

  /// What trades.
  public static final InstrumentId TEA = new InstrumentId("tea");

  /// What is paid with.
  public static final InstrumentId CNY = new InstrumentId("cny");

  /// The anchor of the issue.
  public static final AssetId CELLAR = new AssetId("cellar");

  /// When trading opens.
  public static final LedgerTime OPENS = World.START.plusMillis(DAY);

  /// When trading closes.
  public static final LedgerTime CLOSES = World.START.plusMillis(10 * DAY);

  /// A calendar that is never closed.
  public static final TradingCalendar ALWAYS =
      new TradingCalendar(
          List.of(DayOfWeek.values()),
          List.of(new TradingCalendar.Session(0, 1_440)),
          List.of(),
          "Asia/Shanghai",
          480,
          1_440);

  private final World world;
  private TradingMethod method = TradingMethod.CONTINUOUS;
  private TradingCalendar calendar = ALWAYS;
  private List<InvestorClass> classes = List.of(InvestorClass.PROFESSIONAL);
  private Optional<Long> bandPpm = Optional.empty();
  private long tick = 1;
  private long lot = 1;
  private int holdersMax;
  private long resaleDelayMillis;
  private int gifts;

  /// A world under rule book 1.
  public TradingWorld() {
    world = World.standard();
    world.with("market", Role.OPERATOR);
    world.with("other-market", Role.OPERATOR);
    world.with("alice", Role.TRADER).with("bob", Role.TRADER).with("carol", Role.TRADER);
    instrument(CNY, Instrument.Kind.CASH, Optional.empty(), 0, 0);
    fees(0, 0);
  }

  /// How buyers and sellers may meet.
  public TradingWorld method(TradingMethod next) {
    method = next;
    return this;
  }

  /// When the market trades.
  public TradingWorld calendar(TradingCalendar next) {
    calendar = next;
    return this;
  }

  /// Who may hold units.
  public TradingWorld classes(InvestorClass... next) {
    classes = List.of(next);
    return this;
  }

  /// Tick, lot and band around the announced price of 100.
  public TradingWorld rules(long nextTick, long nextLot, Optional<Long> nextBandPpm) {
    tick = nextTick;
    lot = nextLot;
    bandPpm = nextBandPpm;
    return this;
  }

  /// How many may hold units, and how long before they sell them.
  public TradingWorld holding(int max, long delayMillis) {
    holdersMax = max;
    resaleDelayMillis = delayMillis;
    return this;
  }

  /// Opens trading: writes issue and offering, and moves the clock to the opening.
  public TradingWorld open() {
    instrument(TEA, Instrument.Kind.ISSUE, Optional.of(CELLAR), holdersMax, resaleDelayMillis);
    offering(OfferingStatus.SETTLED);
    world.after(OPENS.millis() - world.now().millis());
    return this;
  }

  /// The world beneath.
  public World world() {
    return world;
  }

  /// What time it is.
  public LedgerTime now() {
    return world.now();
  }

  /// Moves the clock.
  public TradingWorld after(long millis) {
    world.after(millis);
    return this;
  }

  /// Sets the fees of every tier from now on.
  public TradingWorld fees(int makerPpm, int takerPpm) {
    var tiers = Collections.nCopies(FeeSchedule.TIERS, new FeeRates(makerPpm, takerPpm, 0));
    var version = new FeeSchedule.Version(world.now(), tiers);
    var id = new FeeScheduleId("standard");
    var schedule = new FeeSchedule(id, new PartyId("market"), List.of(version));
    world.put(new Change.Put(FeeSchedule.key(id), schedule.encoded()));
    return this;
  }

  /// Writes the offering with another status.
  public TradingWorld offering(OfferingStatus status, Decree... decrees) {
    var id = new OfferingId("first-sale");
    var offering =
        new Offering(
            id,
            TEA,
            new PartyId("issuer"),
            terms(),
            World.START,
            List.of(decrees),
            status,
            Optional.empty(),
            1_000_000,
            Optional.empty());
    world.put(new Change.Put(Offering.key(id), offering.encoded()));
    Bytes latest = new Wire("kedge.offering-of", 1).text(id.value()).bytes();
    world.put(new Change.Put(Key.of("offering-of", TEA.value()), latest));
    return this;
  }

  /// Suspends trading.
  public TradingWorld suspend() {
    return offering(
        OfferingStatus.SETTLED,
        new Decree(new Decree.Suspended(), world.now(), new PartyId("market"), "test"));
  }

  /// Freezes a subject.
  public TradingWorld freeze(FreezeSubject subject) {
    return frozen(subject, world.now(), Optional.empty());
  }

  /// Ends a freeze.
  public TradingWorld unfreeze(FreezeSubject subject) {
    var history = FreezeHistory.decode(world.view().get(freezeKey(subject)).orElseThrow());
    return frozen(subject, history.periods().getLast().from(), Optional.of(world.now()));
  }

  private TradingWorld frozen(FreezeSubject subject, LedgerTime from, Optional<LedgerTime> until) {
    var order = new FreezeOrder("test", Digest.ZERO, Optional.empty());
    var by = new PartyId("court");
    var period = new FreezeHistory.Period(from, until, by, Role.REGULATOR, order);
    var history = new FreezeHistory(List.of(period));
    world.put(new Change.Put(freezeKey(subject), history.encoded()));
    return this;
  }

  /// A trader who differs from the others.
  public TradingWorld trader(String id, String owner, InvestorClass investor, boolean autoAccept) {
    world.with(
        new Party(
            new PartyId(id),
            PartyKind.INDIVIDUAL,
            PartyStatus.VERIFIED,
            new TreeSet<>(List.of(Role.TRADER)),
            Digest.of(Bytes.utf8(id)),
            new PartyId(owner),
            investor,
            0,
            autoAccept));
    return this;
  }

  /// Mints units or cash for a party and says the note's name.
  public String give(String party, InstrumentId instrument, long units) {
    var command = new CommandId(Digest.of(Bytes.utf8("gift " + gifts++)));
    var postings = new Postings(command, world.view(), world.now());
    var amount = new Quantity(instrument, units);
    postings.mint(amount);
    postings.note(new PartyId(party), amount, world.now());
    Decision.Accepted accepted = postings.build();
    accepted.changes().forEach(world::put);
    return command.output(0);
  }

  /// The body of an order that the operator may settle, with a fee of up to 2,000 ppm, good to the
  /// close.
  public static Json.Obj order(String side, long limit, long units, String... inputs) {
    return Json.Obj.empty()
        .with("issue", TEA.value())
        .with("side", side)
        .with("limit", limit)
        .with("units", units)
        .with("expiry", CLOSES.millis())
        .with("maxFeePpm", new Json.Whole(2_000))
        .with("executor", "market")
        .with("inputs", Json.Arr.ofTexts(List.of(inputs)));
  }

  /// Places an order that must be accepted, out of a fresh note, and says its lock's name.
  public String place(String by, Json.Obj order, InstrumentId instrument, long units) {
    String note = give(by, instrument, units);
    var funded = Bodies.set("inputs", Bodies.texts(note)).apply(order);
    Outcome outcome = send(by, "order.place", funded);
    if (!outcome.accepted()) {
      throw new AssertionError(outcome.code() + " " + outcome.detail());
    }
    return output(0);
  }

  /// Sends a command signed with the party's own key.
  public Outcome send(String by, String type, Json.Obj body) {
    return world.send(by, type, body);
  }

  /// The name of something the last command created.
  public String output(int index) {
    return world.lastId().output(index);
  }

  /// A note that must be there.
  public Note note(String id) {
    return Note.find(world.view(), new NoteId(id)).orElseThrow();
  }

  /// A lock that must be there.
  public Lock lock(String id) {
    return Lock.find(world.view(), new LockId(id)).orElseThrow();
  }

  /// What a party has in notes.
  public long balance(String party, InstrumentId instrument) {
    return notes().stream()
        .filter(n -> n.owner().value().equals(party) && n.amount().instrument().equals(instrument))
        .mapToLong(n -> n.amount().units())
        .sum();
  }

  /// All notes there are.
  public List<Note> notes() {
    return values("note/").map(Note::decode).toList();
  }

  /// All locks there are.
  public List<Lock> locks() {
    return values("lock/").map(Lock::decode).toList();
  }

  private java.util.stream.Stream<Bytes> values(String prefix) {
    return world.view().entries().entrySet().stream()
        .filter(entry -> entry.getKey().value().startsWith(prefix))
        .map(java.util.Map.Entry::getValue);
  }

  private static Key freezeKey(FreezeSubject subject) {
    return Key.of("freeze", subject.kind().name().toLowerCase(java.util.Locale.ROOT), subject.id());
  }

  private void instrument(
      InstrumentId id, Instrument.Kind kind, Optional<AssetId> anchor, int max, long delayMillis) {
    var instrument = new Instrument(id, kind, id.value(), anchor, max, delayMillis);
    world.put(new Change.Put(Instrument.key(id), instrument.encoded()));
  }

  private Terms terms() {
    var subscription =
        new SubscriptionTerms(
            new Window(World.START.plusMillis(1), World.START.plusMillis(2)),
            1,
            1_000_000,
            1,
            0,
            List.of(
                new Tranche(
                    "public", 1_000_000, new Eligibility.Anyone(), new AllotmentRule.ProRata())),
            Optional.empty(),
            new Unsold.Return());
    var trading =
        new TradingTerms(
            OPENS, Optional.empty(), false, new FeeScheduleId("standard"), tick, lot, bandPpm);
    var redemption =
        new RedemptionTerms(
            new Window(CLOSES, CLOSES.plusMillis(10 * DAY)), 30, 0, new ExpiryRule.Forfeit());
    return new Terms(
        CELLAR,
        1_000_000,
        100,
        CNY,
        1,
        new PartyId("market"),
        subscription,
        trading,
        redemption,
        new Clauses(Texts.of("无", "none"), List.of()),
        new Circulation.Internal(),
        new ComplianceTerms(method, holdersMax, 0, classes, calendar));
  }
}
