package io.kedge.projection.trading;

import static io.kedge.projection.jooq.Tables.APPLICATIONS;
import static io.kedge.projection.jooq.Tables.BALANCES;
import static io.kedge.projection.jooq.Tables.INSTRUMENTS;
import static io.kedge.projection.jooq.Tables.ISSUES;
import static io.kedge.projection.jooq.Tables.LOCKS;
import static io.kedge.projection.jooq.Tables.MOVEMENTS;
import static io.kedge.projection.jooq.Tables.MOVEMENT_PARTS;
import static io.kedge.projection.jooq.Tables.NOTES;
import static io.kedge.projection.jooq.Tables.OFFERINGS;
import static io.kedge.projection.jooq.Tables.ORDERS;
import static io.kedge.projection.jooq.Tables.STANDSTILLS;
import static io.kedge.projection.jooq.Tables.VOUCHERS;
import static io.kedge.projection.jooq.Tables.VOUCHER_RIGHTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.MapView;
import io.kedge.freeze.FreezeHistory;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.genesis.Genesis;
import io.kedge.issue.Issue;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Requirement;
import io.kedge.liquidation.IssueFigures;
import io.kedge.note.Instrument;
import io.kedge.note.Lock;
import io.kedge.note.LockPurpose;
import io.kedge.note.Note;
import io.kedge.note.StripedTotal;
import io.kedge.offering.Offering;
import io.kedge.order.OrderTerms;
import io.kedge.projection.FinalBlock;
import io.kedge.projection.LedgerSchema;
import io.kedge.projection.Projection;
import io.kedge.projection.ReadModels;
import io.kedge.projection.TestDatabase;
import io.kedge.projection.offering.OfferingProjections;
import io.kedge.projection.voucher.VoucherProjections;
import io.kedge.rulebook.StandardRules;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.run.JdkEd25519;
import io.kedge.scenario.run.MemoryTarget;
import io.kedge.scenario.run.PackRunner;
import io.kedge.scenario.run.RunListener;
import io.kedge.scenario.run.Scale;
import io.kedge.scenario.workload.PlainLedger;
import io.kedge.scenario.workload.Step;
import io.kedge.scenario.workload.Workload;
import io.kedge.subscription.Application;
import io.kedge.voucher.Voucher;
import io.kedge.voucher.VoucherState;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/// What the tables say is what the ledger's state says: its entries, one by one, are the slow twin.
class ReadModelsTwinTest {
  private static final int STEPS = 250;

  private final JdkEd25519 signing = new JdkEd25519();

  @Test
  @Requirement({"C-09", "C-20", "C-27", "C-29", "C-42", "C-52", "C-55"})
  void afterTheTradingSystemTheTablesSayWhatTheStateSays() {
    Pack pack = Pack.load(Path.of("..", "scenarios", "trading-system"));
    var runner = new PackRunner(pack, signing, PackRunner.FIXED_START, Scale.FULL);
    Genesis genesis = runner.genesis();
    var ledger = new MemoryTarget(genesis, StandardRules.version1(), signing);
    var recording = new Recording();
    assertThat(runner.run(recording.around(ledger), new RunListener() {}).failure()).isEmpty();
    DSLContext db = project(genesis, recording.blocks());
    compare(db, ledger.state());
    assertThat(db.fetchCount(VOUCHERS)).isPositive();
    assertThat(db.fetchCount(ORDERS)).isPositive();
  }

  @Test
  void afterARandomMarketTheTablesSayWhatTheStateSays() {
    var workload = new Workload(11, signing, 1);
    var ledger = new PlainLedger(workload.genesis(), StandardRules.version1(), signing);
    var recording = new Recording();
    for (int i = 0; i < STEPS; i++) {
      Step step = workload.next();
      PlainLedger.Answer answer = ledger.submit(step.envelope(), step.time());
      if (answer.id().isPresent() && !answer.again()) {
        recording.add(step.envelope(), step.time(), answer.outcome());
        workload.shown(answer.outcome().changes());
      }
    }
    compare(project(workload.genesis(), recording.blocks()), ledger.state());
  }

  private static DSLContext project(Genesis genesis, List<FinalBlock> blocks) {
    var projections = new ArrayList<Projection>();
    projections.addAll(VoucherProjections.all());
    projections.addAll(TradingProjections.all());
    projections.addAll(OfferingProjections.all());
    var models =
        new ReadModels(
            TestDatabase.get(),
            genesis,
            LedgerSchema.of(genesis),
            projections,
            InstantSource.system());
    models.open();
    models.apply(blocks);
    return models.db();
  }

  private static void compare(DSLContext db, MapView state) {
    notes(db, state);
    locks(db, state);
    balances(db, state);
    totals(db, state);
    orders(db, state);
    offerings(db, state);
    applications(db, state);
    vouchers(db, state);
    movements(db);
  }

  private static <T> List<T> all(MapView state, String concept, Function<Bytes, T> decode) {
    return state.entries().entrySet().stream()
        .filter(entry -> entry.getKey().value().startsWith(concept + "/"))
        .map(entry -> decode.apply(entry.getValue()))
        .toList();
  }

  private static void notes(DSLContext db, MapView state) {
    var expected =
        all(state, "note", Note::decode).stream()
            .map(
                n ->
                    List.<Object>of(
                        n.id().value(),
                        n.owner().value(),
                        n.amount().instrument().value(),
                        n.amount().units(),
                        n.since().millis()))
            .toList();
    assertThat(
            db.select(NOTES.ID, NOTES.OWNER, NOTES.INSTRUMENT, NOTES.UNITS, NOTES.SINCE)
                .from(NOTES)
                .where(NOTES.SPENT_HEIGHT.isNull())
                .fetch(row -> List.of(row.intoArray())))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void locks(DSLContext db, MapView state) {
    var expected =
        all(state, "lock", Lock::decode).stream()
            .map(
                l ->
                    List.<Object>of(
                        l.id().value(),
                        l.owner().value(),
                        l.amount().units(),
                        l.purpose().name(),
                        l.expiry().millis()))
            .toList();
    assertThat(
            db.select(LOCKS.ID, LOCKS.OWNER, LOCKS.UNITS, LOCKS.PURPOSE, LOCKS.EXPIRY)
                .from(LOCKS)
                .where(LOCKS.ENDED_HEIGHT.isNull())
                .fetch(row -> List.of(row.intoArray())))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void balances(DSLContext db, MapView state) {
    var expected = new TreeMap<String, List<Long>>();
    for (Note note : all(state, "note", Note::decode)) {
      add(expected, note.owner() + " " + note.amount().instrument(), note.amount().units(), 0);
    }
    for (Lock lock : all(state, "lock", Lock::decode)) {
      add(expected, lock.owner() + " " + lock.amount().instrument(), 0, lock.amount().units());
    }
    var told = new TreeMap<String, List<Long>>();
    db.selectFrom(BALANCES)
        .where(BALANCES.FREE.ne(0L).or(BALANCES.LOCKED.ne(0L)))
        .forEach(
            row ->
                told.put(
                    row.getParty() + " " + row.getInstrument(),
                    List.of(row.getFree(), row.getLocked())));
    assertThat(told).isEqualTo(expected).isNotEmpty();
  }

  private static void add(TreeMap<String, List<Long>> to, String key, long free, long locked) {
    List<Long> before = to.getOrDefault(key, List.of(0L, 0L));
    to.put(key, List.of(before.get(0) + free, before.get(1) + locked));
  }

  private static void totals(DSLContext db, MapView state) {
    for (Instrument instrument : all(state, "instrument", Instrument::decode)) {
      long supply = new StripedTotal(instrument.id(), StripedTotal.Name.SUPPLY).sum(state);
      assertThat(
              db.select(INSTRUMENTS.OUTSTANDING)
                  .from(INSTRUMENTS)
                  .where(INSTRUMENTS.ID.eq(instrument.id().value()))
                  .fetchSingle(INSTRUMENTS.OUTSTANDING))
          .as(instrument.symbol())
          .isEqualTo(supply);
    }
    var issues = all(state, "issue", Issue::decode);
    assertThat(db.fetchCount(ISSUES)).isEqualTo(issues.size());
    for (Issue issue : issues) {
      var row = db.selectFrom(ISSUES).where(ISSUES.ID.eq(issue.id().value())).fetchSingle();
      IssueFigures figures = IssueFigures.of(state, issue.id());
      assertThat(List.of(row.getUnits(), row.getOpenVouchers(), row.getTaken(), row.getExpired()))
          .isEqualTo(
              List.of(
                  figures.issued(), figures.openVouchers(), figures.taken(), figures.expired()));
      assertThat(row.getStatus()).isEqualTo(issue.status().name());
    }
  }

  private static void orders(DSLContext db, MapView state) {
    var expected = new TreeMap<String, List<Object>>();
    for (Lock lock : all(state, "lock", Lock::decode)) {
      if (lock.purpose() == LockPurpose.SELL_ORDER || lock.purpose() == LockPurpose.BUY_ORDER) {
        OrderTerms terms = OrderTerms.decode(lock.terms());
        expected.put(
            terms.first().orElse(lock.id()).value(),
            List.of(
                lock.id().value(),
                terms.open(),
                terms.filled(),
                terms.fees().notional(),
                terms.fees().fee()));
      }
    }
    var told = new TreeMap<String, List<Object>>();
    db.selectFrom(ORDERS)
        .where(ORDERS.STATE.eq("OPEN"))
        .forEach(
            row ->
                told.put(
                    row.getId(),
                    List.of(
                        row.getLock(),
                        row.getOpen(),
                        row.getFilled(),
                        row.getTradedValue(),
                        row.getFee())));
    assertThat(told).isEqualTo(expected);
    assertThat(
            db.fetchCount(
                ORDERS, ORDERS.STATE.eq("FILLED").and(ORDERS.FILLED.plus(ORDERS.OPEN).eq(0L))))
        .isZero();
  }

  private static void offerings(DSLContext db, MapView state) {
    var entries = all(state, "offering", Offering::decode);
    assertThat(db.fetchCount(OFFERINGS)).isEqualTo(entries.size());
    for (Offering offering : entries) {
      byte[] encoded =
          db.select(OFFERINGS.ENCODED)
              .from(OFFERINGS)
              .where(OFFERINGS.ID.eq(offering.id().value()))
              .fetchSingle(OFFERINGS.ENCODED);
      assertThat(Offering.decode(Bytes.of(encoded)))
          .isEqualTo(offering.withCollateral(Optional.empty()));
    }
    for (var row : db.selectFrom(STANDSTILLS)) {
      var of = new FreezeSubject(FreezeSubject.Kind.valueOf(row.getKind()), row.getSubject());
      FreezeHistory history = Freezes.history(state, of);
      assertThat(FreezeHistory.decode(Bytes.of(row.getEntry()))).isEqualTo(history);
      assertThat(row.getFrozen()).isEqualTo(history.frozen());
    }
    assertThat(db.fetchCount(STANDSTILLS)).isEqualTo(all(state, "freeze", b -> b).size());
  }

  private static void applications(DSLContext db, MapView state) {
    var expected = new ArrayList<Application>();
    state.entries().entrySet().stream()
        .filter(entry -> entry.getKey().value().startsWith("subscription/"))
        .forEach(entry -> expected.add(Application.decode(entry.getValue())));
    assertThat(
            db.select(APPLICATIONS.ENCODED)
                .from(APPLICATIONS)
                .where(APPLICATIONS.STATUS.ne("WITHDRAWN"))
                .fetch(row -> Application.decode(Bytes.of(row.value1()))))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void vouchers(DSLContext db, MapView state) {
    var entries = all(state, "voucher", Voucher::decode);
    assertThat(db.fetchCount(VOUCHERS)).isEqualTo(entries.size());
    for (Voucher voucher : entries) {
      var row = db.selectFrom(VOUCHERS).where(VOUCHERS.ID.eq(voucher.id().value())).fetchSingle();
      assertThat(row.getState()).isEqualTo(voucher.state().label());
      assertThat(List.of(row.getHolder(), row.getUnits(), row.getRatio(), row.getExpiresAt()))
          .isEqualTo(
              List.of(
                  voucher.holder().value(),
                  voucher.units(),
                  voucher.ratio(),
                  voucher.expiresAt().millis()));
      if (voucher.state() instanceof VoucherState.Completed done) {
        assertThat(List.of(row.getHanded(), row.getShortage(), row.getCorrections()))
            .isEqualTo(List.of(done.handed(), done.shortage(), done.corrections()));
      }
      assertThat(
              db.select(VOUCHER_RIGHTS.HONOURED)
                  .from(VOUCHER_RIGHTS)
                  .where(VOUCHER_RIGHTS.VOUCHER.eq(voucher.id().value()))
                  .orderBy(VOUCHER_RIGHTS.N)
                  .fetch(VOUCHER_RIGHTS.HONOURED))
          .isEqualTo(voucher.rights().stream().map(right -> right.honoured()).toList());
    }
  }

  /// Every movement is told wholly by its parts, and the last of an account is its balance.
  private static void movements(DSLContext db) {
    var parts =
        DSL.select(
                MOVEMENT_PARTS.HEIGHT,
                MOVEMENT_PARTS.COMMAND_INDEX,
                MOVEMENT_PARTS.PARTY,
                MOVEMENT_PARTS.INSTRUMENT,
                DSL.sum(MOVEMENT_PARTS.UNITS).as("units"))
            .from(MOVEMENT_PARTS)
            .groupBy(
                MOVEMENT_PARTS.HEIGHT,
                MOVEMENT_PARTS.COMMAND_INDEX,
                MOVEMENT_PARTS.PARTY,
                MOVEMENT_PARTS.INSTRUMENT)
            .asTable("parts");
    var told = DSL.coalesce(parts.field("units", Long.class), DSL.val(0L));
    assertThat(
            db.select()
                .from(MOVEMENTS)
                .leftJoin(parts)
                .using(
                    MOVEMENTS.HEIGHT,
                    MOVEMENTS.COMMAND_INDEX,
                    MOVEMENTS.PARTY,
                    MOVEMENTS.INSTRUMENT)
                .where(MOVEMENTS.FREE_CHANGE.plus(MOVEMENTS.LOCKED_CHANGE).ne(told))
                .fetch())
        .isEmpty();
    var m = MOVEMENTS.as("m");
    assertThat(
            db.select()
                .distinctOn(m.PARTY, m.INSTRUMENT)
                .from(m)
                .orderBy(m.PARTY, m.INSTRUMENT, m.HEIGHT.desc(), m.COMMAND_INDEX.desc())
                .fetch(
                    row ->
                        List.of(
                            row.get(m.PARTY),
                            row.get(m.INSTRUMENT),
                            row.get(m.FREE_AFTER),
                            row.get(m.LOCKED_AFTER))))
        .containsExactlyInAnyOrderElementsOf(
            db.selectFrom(BALANCES)
                .fetch(
                    row ->
                        List.of(
                            row.getParty(), row.getInstrument(), row.getFree(), row.getLocked())));
  }
}
