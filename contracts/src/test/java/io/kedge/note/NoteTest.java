package io.kedge.note;

import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.asset.Asset;
import io.kedge.contract.Change;
import io.kedge.contract.Outcome;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Requirement;
import io.kedge.party.Role;
import io.kedge.testing.TestAssets;
import io.kedge.testing.World;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

class NoteTest {
  private static final InstrumentId CNY = new InstrumentId("cny");
  private static final InstrumentId TEA = new InstrumentId("tea");
  private static final AssetId CELLAR = new AssetId("cellar");
  private static final CommandId BEGINNING = new CommandId(Digest.of(Bytes.utf8("beginning")));
  private static final LedgerTime EXPIRY = World.START.plusMillis(1_000);

  /// One thing that is changed about a command that would pass, and what it then meets.
  record Case(String what, Consumer<Attempt> change, String expected) {
    @Override
    public String toString() {
      return what + ": " + expected;
    }
  }

  /// Alice has a note of 100 and one of 50 in cash and 10 units of tea, bob 5 units of tea, which
  /// two may hold; alice has 7 units of tea locked as a gift and 3 in cash as collateral.
  static final class Attempt {
    final World world = World.standard();
    final NoteId hundred;
    final NoteId fifty;
    final NoteId tea;
    final NoteId bobsTea;
    final LockId gift;
    final LockId collateral;
    String by = "alice";
    String type = "";
    Json.Obj body = Json.Obj.empty();
    private int made;

    Attempt() {
      for (String trader : List.of("alice", "bob", "carol")) {
        world.with(trader, Role.TRADER);
      }
      world.with("court", Role.REGULATOR).with("market", Role.OPERATOR);
      put(new Instrument(CNY, Instrument.Kind.CASH, "CNY", Optional.empty(), 0, 0));
      put(new Instrument(TEA, Instrument.Kind.ISSUE, "TEA", Optional.of(CELLAR), 2, 5_000));
      Asset asset = TestAssets.confirmed(CELLAR, 1_000, 200);
      world.put(new Change.Put(Asset.key(CELLAR), asset.encoded()));
      var postings = new Postings(BEGINNING, world.view(), World.START);
      hundred = mint(postings, "alice", CNY, 100);
      fifty = mint(postings, "alice", CNY, 50);
      tea = mint(postings, "alice", TEA, 10);
      bobsTea = mint(postings, "bob", TEA, 5);
      gift = lock(postings, TEA, 7, LockPurpose.GIFT);
      collateral = lock(postings, CNY, 3, LockPurpose.COLLATERAL);
      world.view().apply(postings.build().changes());
    }

    private void put(Instrument instrument) {
      world.put(new Change.Put(Instrument.key(instrument.id()), instrument.encoded()));
    }

    private NoteId mint(Postings postings, String owner, InstrumentId what, long units) {
      var amount = new Quantity(what, units);
      postings.mint(amount);
      postings.note(new PartyId(owner), amount, World.START);
      return new NoteId(BEGINNING.output(made++));
    }

    private static LockId lock(
        Postings postings, InstrumentId what, long units, LockPurpose purpose) {
      var amount = new Quantity(what, units);
      postings.mint(amount);
      var draft =
          new LockDraft(
              new PartyId("alice"),
              amount,
              purpose,
              Optional.of(new PartyId("bob")),
              Optional.empty(),
              EXPIRY,
              World.START,
              World.START,
              Optional.empty(),
              Bytes.EMPTY);
      return postings.lock(draft).id();
    }

    Outcome send() {
      return world.send(by, type, body);
    }

    void say(String member, String value) {
      body = set(member, value).apply(body);
    }

    void say(String member, Json value) {
      body = set(member, value).apply(body);
    }

    void freeze(String kind, String id) {
      Json.Obj order =
          body("{'reason':'an order'}")
              .with("kind", kind)
              .with("id", id)
              .with("evidence", "ab".repeat(32));
      assertThat(world.send("court", "freeze.freeze", order).code()).isEqualTo("accepted");
    }

    /// Would be accepted as it is, and meets the refusal after the one change.
    void check(Case wrong) {
      assertThat(world.dryRun(by, type, body, by).code()).isEqualTo(Outcome.ACCEPTED);
      wrong.change.accept(this);
      assertThat(send().code()).isEqualTo(wrong.expected);
    }

    Lock lock(LockId id) {
      return Lock.find(world.view(), id).orElseThrow();
    }
  }

  private static Case when(String what, Consumer<Attempt> change, NoteRefusal expected) {
    return new Case(what, change, expected.code());
  }

  private static Case when(String what, Consumer<Attempt> change, String expected) {
    return new Case(what, change, expected);
  }

  private static Json outputs(String... to) {
    return new Json.Arr(
        Stream.of(to)
            .<Json>map(
                row -> {
                  String[] cells = row.split(" ", -1);
                  return Json.Obj.empty().with("to", cells[0]).with("units", cells[1]);
                })
            .toList());
  }

  // note.transfer

  private static Attempt payment() {
    var attempt = new Attempt();
    attempt.type = "note.transfer";
    attempt.body =
        body("{'instrument':'cny'}")
            .with("inputs", texts(attempt.hundred.value(), attempt.fifty.value()))
            .with("outputs", outputs("bob 120", "alice 30"));
    return attempt;
  }

  static Stream<Case> paymentWithOneThingWrong() {
    return Stream.of(
        when("nothing in", a -> a.say("inputs", texts()), NoteRefusal.INPUTS_EMPTY),
        when("nothing out", a -> a.say("outputs", outputs()), NoteRefusal.OUTPUTS_EMPTY),
        when(
            "65 notes in",
            a ->
                a.say(
                    "inputs",
                    Json.Arr.ofTexts(
                        Stream.iterate(0, i -> i + 1).limit(65).map(i -> "n" + i).toList())),
            NoteRefusal.TOO_MANY_NOTES),
        when(
            "65 notes out",
            a -> a.say("outputs", outputs(Collections.nCopies(65, "bob 1").toArray(String[]::new))),
            NoteRefusal.TOO_MANY_NOTES),
        when("unknown", a -> a.say("instrument", "usd"), NoteRefusal.INSTRUMENT_UNKNOWN),
        when("units", NoteTest::payInTea, NoteRefusal.MOVES_BY_GIFT_OR_TRADE),
        when(
            "twice the same",
            a -> a.say("inputs", texts(a.hundred.value(), a.hundred.value())),
            NoteRefusal.NOTE_NAMED_TWICE),
        when("no such note", a -> a.say("inputs", texts("n")), NoteRefusal.NOTE_NOT_FOUND),
        when("a lock", a -> a.say("inputs", texts(a.gift.value())), NoteRefusal.NOTE_NOT_FOUND),
        when("by another", a -> a.by = "bob", NoteRefusal.NOTE_NOT_OWNED),
        when(
            "a note of tea",
            a -> a.say("inputs", texts(a.hundred.value(), a.tea.value())),
            NoteRefusal.NOTE_OF_OTHER_INSTRUMENT),
        when(
            "too little out",
            a -> a.say("outputs", outputs("bob 120", "alice 29")),
            NoteRefusal.INPUTS_AND_OUTPUTS_DIFFER),
        when(
            "too much out",
            a -> a.say("outputs", outputs("bob 120", "alice 31")),
            NoteRefusal.INPUTS_AND_OUTPUTS_DIFFER),
        when(
            "over 64 bits",
            a -> a.say("outputs", outputs("bob " + Long.MAX_VALUE, "alice 151")),
            "command.ARITHMETIC_OVERFLOW"),
        when(
            "nothing to one",
            a -> a.say("outputs", outputs("bob 0", "alice 150")),
            "command.MALFORMED"),
        when("to a stranger", a -> a.say("outputs", outputs("zoe 150")), "party.PARTY_UNKNOWN"),
        when("note frozen", a -> a.freeze("NOTE", a.fifty.value()), "freeze.FROZEN"),
        when("money frozen", a -> a.freeze("INSTRUMENT", "cny"), "freeze.FROZEN"),
        when("payer frozen", a -> a.freeze("PARTY", "alice"), "party.PARTY_FROZEN"));
  }

  private static void payInTea(Attempt attempt) {
    attempt.say("instrument", "tea");
    attempt.say("inputs", texts(attempt.tea.value()));
    attempt.say("outputs", outputs("bob 10"));
  }

  @ParameterizedTest
  @MethodSource
  @Requirement("I-15")
  void paymentWithOneThingWrong(Case wrong) {
    payment().check(wrong);
  }

  @Test
  @Requirement("C-36")
  void unitsAreSplitAndMergedByTheirHolderAndKeepTheirAge() {
    Attempt attempt = payment();
    payInTea(attempt);
    attempt.say("outputs", outputs("alice 4", "alice 6"));
    attempt.world.after(9_000);
    assertThat(attempt.send().code()).isEqualTo(Outcome.ACCEPTED);
    var part = new NoteId(attempt.world.lastId().output(1));
    assertThat(Note.find(attempt.world.view(), part))
        .contains(new Note(part, new PartyId("alice"), new Quantity(TEA, 6), World.START));
  }

  // lock.expire

  private static Attempt expiry() {
    var attempt = new Attempt();
    attempt.type = "lock.expire";
    attempt.by = "carol";
    attempt.body = Json.Obj.empty().with("lock", attempt.gift.value());
    attempt.world.after(1_000);
    return attempt;
  }

  static Stream<Case> expiryWithOneThingWrong() {
    return Stream.of(
        when("no such lock", a -> a.say("lock", "l"), NoteRefusal.LOCK_NOT_FOUND),
        when("a note", a -> a.say("lock", a.tea.value()), NoteRefusal.LOCK_NOT_FOUND),
        when("ended", a -> assertThat(a.send().accepted()).isTrue(), NoteRefusal.LOCK_NOT_FOUND),
        when(
            "collateral",
            a -> a.say("lock", a.collateral.value()),
            NoteRefusal.LOCK_DOES_NOT_EXPIRE),
        when("too early", a -> a.world.after(-1), NoteRefusal.LOCK_NOT_EXPIRED),
        when("lock frozen", a -> a.freeze("NOTE", a.gift.value()), "freeze.FROZEN"),
        when("owner frozen", a -> a.freeze("PARTY", "alice"), "freeze.FROZEN"),
        when("issue frozen", a -> a.freeze("INSTRUMENT", "tea"), "freeze.FROZEN"),
        when("anchor frozen", a -> a.freeze("ASSET", "cellar"), "freeze.FROZEN"));
  }

  @ParameterizedTest
  @MethodSource
  @Requirement("I-15")
  void expiryWithOneThingWrong(Case wrong) {
    expiry().check(wrong);
  }

  @Test
  void anExpiredLockGivesItsOwnerBackWhatItHeld() {
    Attempt attempt = expiry();
    assertThat(attempt.send().code()).isEqualTo(Outcome.ACCEPTED);
    var back = new NoteId(attempt.world.lastId().output(0));
    assertThat(Note.find(attempt.world.view(), back))
        .contains(new Note(back, new PartyId("alice"), new Quantity(TEA, 7), World.START));
    assertThat(Holdings.of(attempt.world.view(), TEA, new PartyId("alice"))).isEqualTo(17);
  }

  // note.force

  private static Attempt order() {
    var attempt = new Attempt();
    attempt.freeze("NOTE", attempt.bobsTea.value());
    attempt.type = "note.force";
    attempt.by = "court";
    attempt.body =
        body("{'instrument':'tea','from':'bob','to':'alice','reason':'judgement 7'}")
            .with("inputs", texts(attempt.bobsTea.value()))
            .with("evidence", "cd".repeat(32));
    return attempt;
  }

  static Stream<Case> orderWithOneThingWrong() {
    return Stream.of(
        when("by the operator", a -> a.by = "market", "party.ROLE_MISSING"),
        when("to a stranger", a -> a.say("to", "zoe"), "party.PARTY_UNKNOWN"),
        when("no longer frozen", NoteTest::unfreeze, NoteRefusal.FORCE_NEEDS_FREEZE),
        when(
            "one not frozen",
            a -> a.say("inputs", texts(a.bobsTea.value(), a.tea.value())),
            NoteRefusal.FORCE_NEEDS_FREEZE),
        when("nothing", a -> a.say("inputs", texts()), NoteRefusal.INPUTS_EMPTY),
        when("another's", a -> a.say("from", "carol"), NoteRefusal.NOTE_NOT_OWNED),
        when("too many holders", NoteTest::toCarolInParts, NoteRefusal.HOLDERS_OVER_MAX));
  }

  private static void unfreeze(Attempt attempt) {
    Json.Obj lifted =
        body("{'reason':'a mistake','kind':'NOTE'}")
            .with("id", attempt.bobsTea.value())
            .with("evidence", "ab".repeat(32));
    assertThat(attempt.world.send("court", "freeze.unfreeze", lifted).accepted()).isTrue();
  }

  /// Alice and bob hold tea already and keep some: carol would be the third.
  private static void toCarolInParts(Attempt attempt) {
    attempt.freeze("PARTY", "alice");
    attempt.say("from", "alice");
    attempt.say("inputs", texts(attempt.tea.value()));
    attempt.say("to", "carol");
  }

  @ParameterizedTest
  @MethodSource
  @Requirement("I-15")
  void orderWithOneThingWrong(Case wrong) {
    order().check(wrong);
  }

  @Test
  @Requirement("I-15")
  void byOrderEverythingOfAFrozenPartyMoves() {
    Attempt attempt = order();
    attempt.freeze("PARTY", "bob");
    attempt.freeze("INSTRUMENT", "tea");
    attempt.say("to", "carol");
    assertThat(attempt.send().code()).isEqualTo(Outcome.ACCEPTED);
    var moved = new NoteId(attempt.world.lastId().output(0));
    assertThat(Note.find(attempt.world.view(), moved).orElseThrow().owner())
        .isEqualTo(new PartyId("carol"));
    assertThat(Holdings.of(attempt.world.view(), TEA, new PartyId("bob"))).isZero();
    assertThat(new StripedTotal(TEA, StripedTotal.Name.HOLDERS).sum(attempt.world.view()))
        .isEqualTo(2);
  }

  // what other concepts ask

  @Test
  void whoUsesALockMustFit() {
    var attempt = new Attempt();
    Lock gift = attempt.lock(attempt.gift);
    var view = attempt.world.view();
    assertThat(Lock.require(view, gift.id(), LockPurpose.GIFT)).isEqualTo(gift);
    refused(
        () -> Lock.require(view, gift.id(), LockPurpose.SELL_ORDER),
        NoteRefusal.LOCK_FOR_OTHER_PURPOSE);
    Locks.requireExecutor(gift, new PartyId("bob"));
    refused(() -> Locks.requireExecutor(gift, new PartyId("alice")), NoteRefusal.NOT_THE_EXECUTOR);
    Locks.requireOwner(gift, new PartyId("alice"));
    refused(() -> Locks.requireOwner(gift, new PartyId("bob")), NoteRefusal.LOCK_NOT_OWNED);
    Locks.requireRunning(view, gift, EXPIRY.plusMillis(-1));
    refused(() -> Locks.requireRunning(view, gift, EXPIRY), NoteRefusal.LOCK_EXPIRED);
  }

  @Test
  void whatIsSoldOrGivenMustBeOldAndLargeEnough() {
    var attempt = new Attempt();
    var postings = new Postings(new CommandId(Digest.ZERO), attempt.world.view(), World.START);
    var taken = postings.spend(new PartyId("alice"), TEA, List.of(attempt.tea));
    var view = attempt.world.view();
    Locks.requireResaleAllowed(view, taken, World.START.plusMillis(5_000));
    refused(
        () -> Locks.requireResaleAllowed(view, taken, World.START.plusMillis(4_999)),
        NoteRefusal.RESALE_TOO_EARLY);
    refused(() -> postings.change(new PartyId("alice"), taken, 11), NoteRefusal.UNITS_INSUFFICIENT);
  }

  private static void refused(Runnable what, NoteRefusal expected) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(expected));
  }

  @Test
  void whatDoesNotComeOutStopsTheProgram() {
    var attempt = new Attempt();
    var postings = new Postings(new CommandId(Digest.ZERO), attempt.world.view(), World.START);
    postings.spend(new PartyId("alice"), TEA, List.of(attempt.tea));
    postings.note(new PartyId("alice"), new Quantity(TEA, 9), World.START);
    assertThatThrownBy(postings::build).isInstanceOf(IllegalStateException.class);
  }

  // encodings, written once, never regenerated: a new encoding adds a file beside these

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/note-1.csv", numLinesToSkip = 1)
  void everyNotePublishedKeepsItsDigest(
      String id, String owner, String instrument, long units, long since, String digest) {
    var note =
        new Note(
            new NoteId(id),
            new PartyId(owner),
            new Quantity(new InstrumentId(instrument), units),
            LedgerTime.of(since));
    assertThat(Digest.of(note.encoded()).hex()).isEqualTo(digest);
    assertThat(Note.decode(note.encoded())).isEqualTo(note);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/lock-1.csv", numLinesToSkip = 1)
  void everyLockPublishedKeepsItsDigest(
      String id,
      long units,
      LockPurpose purpose,
      String executor,
      String beneficiary,
      long expiry,
      String predecessor,
      String terms,
      String digest) {
    var lock =
        new Lock(
            new LockId(id),
            new PartyId("alice"),
            new Quantity(TEA, units),
            purpose,
            Optional.ofNullable(executor).map(PartyId::new),
            Optional.ofNullable(beneficiary).map(PartyId::new),
            LedgerTime.of(expiry),
            LedgerTime.of(1_000),
            LedgerTime.of(500),
            Optional.ofNullable(predecessor).map(LockId::new),
            Optional.ofNullable(terms).map(Bytes::utf8).orElse(Bytes.EMPTY));
    assertThat(Digest.of(lock.encoded()).hex()).isEqualTo(digest);
    assertThat(Lock.decode(lock.encoded())).isEqualTo(lock);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/instrument-1.csv", numLinesToSkip = 1)
  void everyInstrumentPublishedKeepsItsDigest(
      String id,
      Instrument.Kind kind,
      String symbol,
      String anchor,
      int holdersMax,
      long resaleDelay,
      String digest) {
    var instrument =
        new Instrument(
            new InstrumentId(id),
            kind,
            symbol,
            Optional.ofNullable(anchor).map(AssetId::new),
            holdersMax,
            resaleDelay);
    assertThat(Digest.of(instrument.encoded()).hex()).isEqualTo(digest);
    assertThat(Instrument.decode(instrument.encoded())).isEqualTo(instrument);
  }
}
