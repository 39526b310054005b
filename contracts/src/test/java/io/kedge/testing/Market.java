package io.kedge.testing;

import static io.kedge.testing.Bodies.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.asset.Asset;
import io.kedge.asset.Assets;
import io.kedge.contract.Change;
import io.kedge.contract.Outcome;
import io.kedge.fee.FeeRates;
import io.kedge.fee.FeeSchedule;
import io.kedge.fee.FeeScheduleId;
import io.kedge.issue.Issue;
import io.kedge.issue.IssueStatus;
import io.kedge.issue.Issues;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.StatementId;
import io.kedge.note.Instrument;
import io.kedge.note.Note;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.party.Role;
import io.kedge.subscription.AllotmentProposals;
import io.kedge.subscription.AllotmentRun;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A world with a confirmed issue of 100 units of tea, cash, an operator with a fee schedule, and
/// traders: everything an announcement needs.
///
/// As announced by [#announcement]: subscription on day 1 to 3, trading from day 5, redemption on
/// day 20 to 40; 100 units at 500, in lots of 5, 5 to 50 each, soft cap 20, one tranche `public`
/// pro rata.
public final class Market {
  /// The issue.
  public static final InstrumentId TEA = new InstrumentId("tea");

  /// The cash.
  public static final InstrumentId CNY = new InstrumentId("cny");

  /// The anchor: 1,000 deliverable units, of which 200 stand behind the issue.
  public static final AssetId CELLAR = new AssetId("cellar");

  /// One day in milliseconds.
  public static final long DAY = 86_400_000;

  private final World world = World.standard();
  private int notes;

  /// A market where nothing is announced.
  public Market() {
    world
        .with("operator", Role.OPERATOR)
        .with("issuer", Role.ISSUER, Role.TRADER)
        .with("owner", Role.OWNER)
        .with("regulator", Role.REGULATOR)
        .with("venue", Role.VENUE);
    for (String trader : List.of("alice", "bob", "carol", "dora")) {
      world.with(trader, Role.TRADER);
    }
    var cash = new Instrument(CNY, Instrument.Kind.CASH, "CNY", Optional.empty(), 0, 0);
    var tea = new Instrument(TEA, Instrument.Kind.ISSUE, "TEA", Optional.of(CELLAR), 0, 0);
    world.put(new Change.Put(Instrument.key(CNY), cash.encoded()));
    world.put(new Change.Put(Instrument.key(TEA), tea.encoded()));
    fees(0);
    put(issue(IssueStatus.CONFIRMED, Optional.empty()));
    world.put(new Change.Put(Asset.key(CELLAR), anchor().encoded()));
  }

  /// The issue, with another status or venue where a test needs it.
  public static Issue issue(IssueStatus status, Optional<PartyId> venue) {
    return new Issue(
        TEA,
        "TEA",
        CELLAR,
        2,
        100,
        new PartyId("issuer"),
        venue,
        new StatementId("statement"),
        status);
  }

  private static Asset anchor() {
    return TestAssets.confirmed(CELLAR, 1_000, 200);
  }

  /// Writes an issue straight into the state.
  public Market put(Issue issue) {
    world.put(new Change.Put(Issue.key(issue.id()), issue.encoded()));
    return this;
  }

  /// Puts the fee schedule `fees` into force, with a subscription rate for all tiers.
  public Market fees(int subscriptionPpm) {
    var tiers = Collections.nCopies(FeeSchedule.TIERS, new FeeRates(100, 200, subscriptionPpm));
    var schedule =
        new FeeSchedule(
            new FeeScheduleId("fees"),
            new PartyId("operator"),
            List.of(new FeeSchedule.Version(LedgerTime.of(0), tiers)));
    world.put(new Change.Put(FeeSchedule.key(schedule.id()), schedule.encoded()));
    return this;
  }

  /// The ledger.
  public World world() {
    return world;
  }

  /// The moment a number of days after the start.
  public static String day(long days) {
    return Long.toString(World.START.millis() + days * DAY);
  }

  /// Moves the clock to a number of days after the start.
  public Market atDay(long days) {
    world.after(World.START.millis() + days * DAY - world.now().millis());
    return this;
  }

  /// Gives somebody a note of cash.
  public NoteId cash(String party, long units) {
    return note(party, CNY, units);
  }

  /// Gives somebody a note.
  public NoteId note(String party, InstrumentId instrument, long units) {
    var note =
        new Note(
            new NoteId("cash-" + notes++),
            new PartyId(party),
            new Quantity(instrument, units),
            world.now());
    world.put(new Change.Put(Note.key(note.id()), note.encoded()));
    return note.id();
  }

  /// What somebody has in notes.
  public long holds(String party, InstrumentId instrument) {
    return world.view().entries().values().stream()
        .filter(value -> io.kedge.kernel.WireReader.tagOf(value).equals("kedge.note"))
        .map(Note::decode)
        .filter(note -> note.owner().value().equals(party))
        .filter(note -> note.amount().instrument().equals(instrument))
        .mapToLong(note -> note.amount().units())
        .sum();
  }

  /// The body of an announcement.
  public static Json.Obj announcement() {
    return body(
        """
        {'issue':'tea','terms':{
          'anchor':'cellar','quantity':'100','price':'500','cash':'cny','ratio':'2',
          'operator':'operator',
          'subscription':{'opens':'%s','closes':'%s','unitsMin':'5','unitsCap':'50','lot':'5',
            'softCap':'20','unsold':{'kind':'RETURN'},
            'tranches':[{'name':'public','units':'100','eligible':{'kind':'ANYONE'},
              'rule':{'kind':'PRO_RATA'}}]},
          'trading':{'opens':'%s','feeSchedule':'fees','tick':'10','lot':'1'},
          'redemption':{'opens':'%s','closes':'%s','voucherDays':90,'shortagePpm':'5000',
            'expiry':{'kind':'FORFEIT'}},
          'clauses':{'text':{'binding':'zh','zh':'无','en':'None'},'documents':[]},
          'circulation':{'kind':'INTERNAL'}}}
        """
            .formatted(day(1), day(3), day(5), day(20), day(40)));
  }

  /// Changes a part of the terms in the body of an announcement.
  ///
  /// @param part `subscription`, `trading`, `redemption`
  public static UnaryOperator<Json.Obj> in(String part, UnaryOperator<Json.Obj> change) {
    return terms(terms -> Bodies.set(part, change.apply(member(terms, part))).apply(terms));
  }

  /// Changes the terms in the body of an announcement.
  public static UnaryOperator<Json.Obj> terms(UnaryOperator<Json.Obj> change) {
    return body -> Bodies.set("terms", change.apply(member(body, "terms"))).apply(body);
  }

  private static Json.Obj member(Json.Obj of, String name) {
    return of.members().get(name) instanceof Json.Obj found ? found : Json.Obj.empty();
  }

  /// The tranches of an announcement, each `{name, units, rule}` open to anyone.
  public static UnaryOperator<Json.Obj> tranches(String... rows) {
    var list =
        java.util.Arrays.stream(rows)
            .<Json>map(
                row -> {
                  String[] cells = row.split(" ", -1);
                  return body(
                      "{'name':'%s','units':'%s','eligible':{'kind':'ANYONE'},'rule':%s}"
                          .formatted(cells[0], cells[1], rule(cells[2])));
                })
            .toList();
    return in("subscription", Bodies.set("tranches", new Json.Arr(list)));
  }

  private static String rule(String kind) {
    return switch (kind) {
      case "FIRST_COME" -> "{'kind':'FIRST_COME','allowPartial':true}";
      case "FIRST_COME_WHOLE" -> "{'kind':'FIRST_COME','allowPartial':false}";
      default -> "{'kind':'" + kind + "'}";
    };
  }

  /// The secret that somebody committed to for the draw.
  public static Bytes secret(String party) {
    return Digest.of(Bytes.utf8("secret of " + party)).bytes();
  }

  /// A draw of issuer and regulator whose secrets are due by day 4.
  public UnaryOperator<Json.Obj> draw() {
    Json.Obj promise =
        Json.Obj.empty()
            .with("issue", TEA.value())
            .with("commitment", Digest.of(secret("regulator")).hex());
    Json.Obj draw =
        Json.Obj.empty()
            .with("issuerCommitment", Digest.of(secret("issuer")).hex())
            .with("regulatorCommitment", world.document("regulator", "lottery.commitment", promise))
            .with("revealDeadline", day(4));
    return in("subscription", Bodies.set("draw", draw));
  }

  /// Announces and returns the offering.
  @SafeVarargs
  public final OfferingId announce(UnaryOperator<Json.Obj>... changes) {
    Json.Obj body = announcement();
    for (UnaryOperator<Json.Obj> change : changes) {
      body = change.apply(body);
    }
    accepted(world.send("issuer", "offering.announce", body));
    return new OfferingId(world.lastId().output(0));
  }

  /// The offering as it is.
  public Offering offering(OfferingId id) {
    return Offerings.require(world.view(), id);
  }

  /// The anchor as it is.
  public Asset asset() {
    return Assets.require(world.view(), CELLAR);
  }

  /// The issue as it is.
  public Issue issue() {
    return Issues.require(world.view(), TEA);
  }

  /// Applies with a fresh note of exactly the cash that is needed without a fee.
  public Outcome apply(OfferingId offering, String party, String tranche, long units) {
    NoteId note = cash(party, Math.max(1, units * 500));
    return world.send(
        party,
        "subscription.apply",
        Json.Obj.empty()
            .with("offering", offering.value())
            .with("tranche", tranche)
            .with("units", units)
            .with("maxFeePpm", new Json.Whole(0))
            .with("inputs", Bodies.texts(note.value())));
  }

  /// Freezes or unfreezes something by a regulator's order.
  ///
  /// @param type `freeze.freeze` or `freeze.unfreeze`
  public Market order(String type, String kind, String id) {
    accepted(
        world.send(
            "regulator",
            type,
            Json.Obj.empty()
                .with("kind", kind)
                .with("id", id)
                .with("reason", "court order")
                .with("evidence", Digest.ZERO.hex())));
    return this;
  }

  /// Sends a step that anybody may send.
  public Outcome step(String type, OfferingId offering) {
    return world.send("dora", type, Json.Obj.empty().with("offering", offering.value()));
  }

  /// Counts all applications.
  public Market tally(OfferingId offering) {
    while (!run(offering).tally().done()) {
      accepted(step("allotment.tally", offering));
    }
    return this;
  }

  /// How far the allotment has come.
  public AllotmentRun run(OfferingId offering) {
    return AllotmentRun.of(world.view(), offering(offering));
  }

  /// Reveals both secrets.
  public Market reveal(OfferingId offering) {
    for (String party : List.of("issuer", "regulator")) {
      accepted(
          world.send(
              party,
              "lottery.reveal",
              Json.Obj.empty()
                  .with("offering", offering.value())
                  .with("secret", secret(party).base64())));
    }
    return this;
  }

  /// Proposes the right lines and verifies them.
  public Market prove(OfferingId offering) {
    accepted(
        world.send("dora", "allotment.propose", AllotmentProposals.body(world.view(), offering)));
    Json.Obj verify = Json.Obj.empty().with("offering", offering.value()).with("proposer", "dora");
    while (run(offering).cuts().isEmpty()) {
      accepted(world.send("dora", "allotment.verify", verify));
    }
    return this;
  }

  /// Settles or refunds all applications.
  public Market settle(OfferingId offering) {
    while (offering(offering).endedAt().isEmpty()) {
      accepted(step("allotment.settle", offering));
    }
    return this;
  }

  /// A settled offering in which alice has 50 units and bob 50, on day 5.
  public OfferingId settled() {
    OfferingId offering = announce();
    atDay(1);
    accepted(apply(offering, "alice", "public", 50));
    accepted(apply(offering, "bob", "public", 50));
    atDay(3);
    tally(offering).settle(offering).atDay(5);
    return offering;
  }

  /// The outcome, where it was accepted.
  public static Outcome accepted(Outcome outcome) {
    assertThat(outcome.code()).as(outcome.detail()).isEqualTo(Outcome.ACCEPTED);
    return outcome;
  }
}
