package io.kedge.cash;

import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Event;
import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Json;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Requirement;
import io.kedge.kernel.Texts;
import io.kedge.note.Instrument;
import io.kedge.note.Lock;
import io.kedge.note.LockPurpose;
import io.kedge.note.Note;
import io.kedge.note.StripedTotal;
import io.kedge.party.Role;
import io.kedge.testing.World;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

@Requirement("I-20")
class CashTest {
  private static final InstrumentId CNY = new InstrumentId("cny.clearing");
  private static final String[] OFFICERS = {"clearing/li", "clearing/wang"};

  private final World world = World.standard();

  CashTest() {
    world.with("clearing", Role.CLEARING_AGENT).with("other", Role.CLEARING_AGENT);
    world.with("alice", Role.TRADER).with("bob", Role.TRADER);
    world.withEmployee("clearing", "li", "cash.*").withEmployee("clearing", "wang", "cash.*");
    world.withEmployee("other", "zhou", "cash.*").withEmployee("other", "wu", "cash.*");
  }

  private static Json.Obj define() {
    return body(
        """
        {'id':'cny.clearing','currency':'CNY','digits':2,
         'names':{'binding':'zh-CN','zh-CN':'人民币','en':'Renminbi'}}
        """);
  }

  private static Json.Obj mint() {
    return body(
        """
        {'cash':'cny.clearing','to':'alice','units':'1000','bank':'icbkcnbj',
         'reference':'2026-001/A'}
        """);
  }

  private World defined() {
    assertThat(world.send("clearing", "cash.define", define()).code()).isEqualTo("accepted");
    return world;
  }

  /// Alice has 1,000 in one note, whose name is the answer.
  private String minted() {
    defined();
    assertThat(world.send("clearing", "cash.mint", mint(), OFFICERS).code()).isEqualTo("accepted");
    return world.lastId().output(0);
  }

  private Json.Obj withdraw(String note) {
    return body("{'cash':'cny.clearing','units':'400','account':'%s'}"
            .replace("%s", "ab".repeat(32)))
        .with("inputs", Json.Arr.ofTexts(java.util.List.of(note)));
  }

  private String withdrawal() {
    String note = minted();
    assertThat(world.send("alice", "cash.withdraw", withdraw(note)).code()).isEqualTo("accepted");
    return world.lastId().output(0);
  }

  private static Json.Obj payOut(String lock) {
    return body("{'bank':'icbkcnbj','reference':'OUT 7'}").with("lock", lock);
  }

  private Json.Obj consent(String note) {
    return body("{'cash':'cny.clearing','bank':'icbkcnbj','reference':'2026-001/A'}")
        .with("inputs", Json.Arr.ofTexts(java.util.List.of(note)))
        .with("units", "900")
        .with("notAfter", world.now().millis());
  }

  private Json.Obj correct(String by, Json.Obj consent) {
    return body("{'reason':'one nought too many'}")
        .with("consent", world.document(by, "cash.correction", consent));
  }

  private long supply() {
    return new StripedTotal(CNY, StripedTotal.Name.SUPPLY).sum(world.view());
  }

  private Quantity held(int output) {
    var id = new NoteId(world.lastId().output(output));
    return Note.find(world.view(), id).orElseThrow().amount();
  }

  private static Quantity cny(long units) {
    return new Quantity(CNY, units);
  }

  @Test
  void aDepositBecomesCashAndLeavesThroughTheBank() {
    String lock = withdrawal();
    assertThat(held(1)).isEqualTo(cny(600));
    Lock waiting = Lock.find(world.view(), new LockId(lock)).orElseThrow();
    assertThat(waiting.purpose()).isEqualTo(LockPurpose.WITHDRAWAL);
    assertThat(waiting.executor()).contains(new PartyId("clearing"));
    assertThat(supply()).isEqualTo(1_000);
    var paid = world.send("clearing", "cash.payOut", payOut(lock), OFFICERS);
    assertThat(paid.code()).isEqualTo("accepted");
    assertThat(paid.events()).extracting(Event::tag).contains("cash.paid-out", "note.burned");
    assertThat(supply()).isEqualTo(600);
    assertThat(world.send("clearing", "cash.payOut", payOut(lock), OFFICERS).code())
        .isEqualTo("note.LOCK_NOT_FOUND");
  }

  @Test
  void aWithdrawalThatCannotBePaidComesBack() {
    String lock = withdrawal();
    var back = body("{'reason':'account closed'}").with("lock", lock);
    assertThat(world.send("other", "cash.rejectWithdrawal", back).code())
        .isEqualTo("cash.NOT_THE_CLEARING_AGENT");
    assertThat(world.send("alice", "lock.expire", body("{}").with("lock", lock)).code())
        .isEqualTo("note.LOCK_DOES_NOT_EXPIRE");
    assertThat(world.send("clearing", "cash.rejectWithdrawal", back).code()).isEqualTo("accepted");
    assertThat(held(0)).isEqualTo(cny(400));
    assertThat(supply()).isEqualTo(1_000);
  }

  @Test
  void aMistakenMintIsTakenBackWithItsHoldersConsentAndMayThenBeDoneRight() {
    String note = minted();
    assertThat(
            world
                .send("clearing", "cash.correct", correct("alice", consent(note)), OFFICERS)
                .code())
        .isEqualTo("accepted");
    String rest = world.lastId().output(0);
    assertThat(held(0)).isEqualTo(cny(100));
    assertThat(supply()).isEqualTo(100);
    assertThat(world.send("clearing", "cash.mint", mint(), OFFICERS).code())
        .as("100 of it still stand")
        .isEqualTo("cash.DEPOSIT_ALREADY_BOOKED");
    var all = set("units", "100").apply(consent(rest));
    assertThat(world.send("clearing", "cash.correct", correct("alice", all), OFFICERS).code())
        .isEqualTo("accepted");
    assertThat(world.send("clearing", "cash.mint", set("to", "bob").apply(mint()), OFFICERS).code())
        .isEqualTo("accepted");
    assertThat(supply()).isEqualTo(1_000);
  }

  static Stream<Arguments> wrongDefinitions() {
    return Stream.of(
        wrong("a trader", "alice", b -> b, "party.ROLE_MISSING"),
        wrong("a slash", "other", set("id", "cny/other"), "command.MALFORMED"),
        wrong("no currency", "other", set("currency", "cny"), "command.MALFORMED"),
        wrong("5 digits", "other", set("digits", new Json.Whole(5)), "command.MALFORMED"),
        wrong("taken", "other", b -> b, "cash.CASH_EXISTS"));
  }

  private static Arguments wrong(
      String what, String by, UnaryOperator<Json.Obj> tweak, String code) {
    return Arguments.of(what, by, tweak, code);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void wrongDefinitions(String what, String by, UnaryOperator<Json.Obj> tweak, String code) {
    defined();
    assertThat(world.send(by, "cash.define", tweak.apply(define())).code()).isEqualTo(code);
    assertThat(world.send("other", "cash.define", set("id", "usd").apply(define())).code())
        .isEqualTo("accepted");
    assertThat(Instrument.require(world.view(), CNY).kind()).isEqualTo(Instrument.Kind.CASH);
    assertThat(CashKinds.require(world.view(), CNY).digits()).isEqualTo(2);
  }

  static Stream<Arguments> wrongMints() {
    UnaryOperator<Json.Obj> same = b -> b;
    return Stream.of(
        Arguments.of(
            "another kind",
            same.andThen(set("cash", "usd")),
            "clearing",
            OFFICERS,
            "cash.CASH_UNKNOWN"),
        Arguments.of(
            "another agent",
            same,
            "other",
            new String[] {"other/zhou", "other/wu"},
            "cash.NOT_THE_CLEARING_AGENT"),
        Arguments.of(
            "one officer",
            same,
            "clearing",
            new String[] {"clearing/li"},
            "party.TWO_OFFICERS_MISSING"),
        Arguments.of(
            "an officer and the organisation",
            same,
            "clearing",
            new String[] {"clearing/li", "clearing"},
            "party.TWO_OFFICERS_MISSING"),
        Arguments.of(
            "to nobody",
            same.andThen(set("to", "nobody")),
            "clearing",
            OFFICERS,
            "party.PARTY_UNKNOWN"),
        Arguments.of(
            "the same booking",
            same.andThen(set("reference", "old")),
            "clearing",
            OFFICERS,
            "cash.DEPOSIT_ALREADY_BOOKED"),
        Arguments.of(
            "a bar in the reference",
            same.andThen(set("reference", "a|b")),
            "clearing",
            OFFICERS,
            "command.MALFORMED"),
        Arguments.of(
            "nothing", same.andThen(set("units", "0")), "clearing", OFFICERS, "command.MALFORMED"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void wrongMints(
      String what,
      java.util.function.Function<Json.Obj, Json.Obj> tweak,
      String by,
      String[] keys,
      String code) {
    defined();
    world.send("clearing", "cash.mint", set("reference", "old").apply(mint()), OFFICERS);
    assertThat(world.send(by, "cash.mint", tweak.apply(mint()), keys).code()).isEqualTo(code);
    assertThat(world.send("clearing", "cash.mint", mint(), OFFICERS).code()).isEqualTo("accepted");
  }

  /// Found by the simulation of the market: two mints of almost all a sum can hold were accepted,
  /// and the supply no longer fitted 64 bits.
  @Test
  void allCashOfAKindTogetherFitsALong() {
    minted();
    var all =
        set("reference", "B").apply(set("units", Long.toString(Long.MAX_VALUE)).apply(mint()));
    assertThat(world.send("clearing", "cash.mint", all, OFFICERS).code())
        .isEqualTo("command.ARITHMETIC_OVERFLOW");
    var most = set("units", Long.toString(Long.MAX_VALUE - 1_000)).apply(all);
    assertThat(world.send("clearing", "cash.mint", most, OFFICERS).code()).isEqualTo("accepted");
    assertThat(supply()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anAgentWhoLostItsRoleMintsNoMore() {
    defined().with("clearing", Role.TRADER);
    assertThat(world.send("clearing", "cash.mint", mint(), OFFICERS).code())
        .isEqualTo("party.ROLE_MISSING");
  }

  @Test
  void wrongWithdrawals() {
    String note = minted();
    String[][] table = {
      {"alice", "cash", "usd", "cash.CASH_UNKNOWN"},
      {"bob", "units", "400", "note.NOTE_NOT_OWNED"},
      {"alice", "units", "1001", "note.UNITS_INSUFFICIENT"},
      {"alice", "units", "1000", "accepted"},
    };
    for (String[] row : table) {
      Outcome outcome =
          world.send(row[0], "cash.withdraw", set(row[1], row[2]).apply(withdraw(note)));
      assertThat(outcome.code()).as(row[3]).isEqualTo(row[3]);
    }
  }

  @Test
  void wrongPayments() {
    String lock = withdrawal();
    String rest = world.lastId().output(1);
    assertThat(world.send("clearing", "cash.payOut", payOut(rest), OFFICERS).code())
        .isEqualTo("note.LOCK_NOT_FOUND");
    assertThat(world.send("other", "cash.payOut", payOut(lock), "other/zhou", "other/wu").code())
        .isEqualTo("cash.NOT_THE_CLEARING_AGENT");
    assertThat(world.send("clearing", "cash.payOut", payOut(lock), "clearing/li").code())
        .isEqualTo("party.TWO_OFFICERS_MISSING");
    world.send("alice", "cash.withdraw", set("units", "1").apply(withdraw(rest)));
    String second = world.lastId().output(0);
    assertThat(world.send("clearing", "cash.payOut", payOut(lock), OFFICERS).code())
        .isEqualTo("accepted");
    assertThat(world.send("clearing", "cash.payOut", payOut(second), OFFICERS).code())
        .isEqualTo("cash.PAYOUT_ALREADY_BOOKED");
  }

  static Stream<Arguments> wrongCorrections() {
    return Stream.of(
        Arguments.of("another deposit", "alice", set("reference", "x"), "cash.DEPOSIT_UNKNOWN"),
        Arguments.of("signed by bob", "bob", set("units", "900"), "cash.CONSENT_NOT_BY_HOLDER"),
        Arguments.of("run out", "alice", set("notAfter", "1"), "cash.CONSENT_EXPIRED"),
        Arguments.of("too much", "alice", set("units", "1001"), "cash.CORRECTION_OVER_DEPOSIT"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void wrongCorrections(String what, String by, UnaryOperator<Json.Obj> tweak, String code) {
    String note = minted();
    Json.Obj wrong = correct(by, tweak.apply(consent(note)));
    assertThat(world.send("clearing", "cash.correct", wrong, OFFICERS).code()).isEqualTo(code);
    Json.Obj right = correct("alice", consent(note));
    assertThat(world.send("clearing", "cash.correct", right, "clearing/li").code())
        .isEqualTo("party.TWO_OFFICERS_MISSING");
    assertThat(world.send("clearing", "cash.correct", right, OFFICERS).code())
        .isEqualTo("accepted");
    assertThat(world.send("clearing", "cash.correct", right, OFFICERS).code())
        .as("the consent names a note that is gone")
        .isEqualTo("cash.CORRECTION_OVER_DEPOSIT");
  }

  @Test
  void aConsentServesOnce() {
    String note = minted();
    Json.Obj half = correct("alice", set("units", "300").apply(consent(note)));
    assertThat(world.send("clearing", "cash.correct", half, OFFICERS).code()).isEqualTo("accepted");
    assertThat(world.send("clearing", "cash.correct", half, OFFICERS).code())
        .isEqualTo("note.NOTE_NOT_FOUND");
  }

  @Test
  void aConsentThatWasChangedIsWorthNothing() {
    String note = minted();
    var consent = world.document("alice", "cash.correction", consent(note));
    var other = world.document("alice", "cash.correction", set("units", "1").apply(consent(note)));
    Json.Obj forged = set("signatures", other.members().get("signatures")).apply(consent);
    Json.Obj correct = body("{'reason':'r'}").with("consent", forged);
    assertThat(world.send("clearing", "cash.correct", correct, OFFICERS).code())
        .isEqualTo("command.DOCUMENT_SIGNATURE_WRONG");
  }

  /// Written once, never regenerated: a new encoding adds a file beside this one.
  @ParameterizedTest
  @CsvFileSource(resources = "/golden/cash-1.csv", numLinesToSkip = 1)
  void everyCashPublishedKeepsItsDigest(
      String id, String currency, int digits, String agent, String zh, String en, String digest) {
    var names = Texts.of(zh, en);
    var cash = new Cash(new InstrumentId(id), currency, digits, new PartyId(agent), names);
    assertThat(Digest.of(cash.encoded()).hex()).isEqualTo(digest);
    assertThat(Cash.decode(cash.encoded())).isEqualTo(cash);
  }

  /// Written once, never regenerated.
  @ParameterizedTest
  @CsvFileSource(resources = "/golden/deposit-1.csv", numLinesToSkip = 1)
  void everyDepositPublishedKeepsItsDigest(
      String bank,
      String reference,
      String cash,
      long units,
      String holder,
      long corrected,
      String digest) {
    var amount = new Quantity(new InstrumentId(cash), units);
    var deposit =
        new Deposit(new BankReference(bank, reference), amount, new PartyId(holder), corrected);
    Bytes encoded = deposit.encoded();
    assertThat(Digest.of(encoded).hex()).isEqualTo(digest);
    assertThat(Deposit.decode(encoded)).isEqualTo(deposit);
  }
}
