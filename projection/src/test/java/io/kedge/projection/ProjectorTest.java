package io.kedge.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Digest;
import io.kedge.projection.database.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProjectorTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private final Database database = TestDatabase.get();

  private ReadModels models(Chain chain, Projection... projections) {
    return new ReadModels(
        database,
        chain.genesis(),
        LedgerSchema.of(chain.genesis()),
        List.of(projections),
        InstantSource.system());
  }

  private List<String> rows(ReadModels models) {
    return Chain.rows(database.jooq(), models.schema());
  }

  /// What a run that nothing disturbs writes.
  private List<String> undisturbed(Chain chain) {
    LedgerSchema aside = LedgerSchema.of(chain.genesis());
    var other =
        models(chain, TallyProjection.sound()).in(new LedgerSchema(aside.ledger(), "undisturbed"));
    database.jooq().execute("drop schema if exists undisturbed cascade");
    other.open();
    other.apply(chain.read(1, 1_000));
    return rows(other);
  }

  @Test
  void itFollowsTheLedgerAndSaysSo() throws Exception {
    var chain = new Chain("follow");
    chain.add(2);
    var heights = new ArrayList<Long>();
    try (var projector = Projector.start(models(chain, TallyProjection.sound()), chain)) {
      assertThat(projector.awaitHeight(1, SOON)).isTrue();
      Runnable end =
          projector.listen((_, blocks) -> blocks.forEach(block -> heights.add(block.height())));
      projector.listen(
          (_, _) -> {
            throw new IllegalStateException("a listener of no use");
          });
      for (int i = 0; i < 20; i++) {
        chain.add(i % 3);
      }
      assertThat(projector.awaitHeight(21, SOON)).isTrue();
      end.run();
      assertThat(projector.status().state()).isEqualTo(ProjectorStatus.State.RUNNING);
      assertThat(projector.status().lag()).isZero();
      assertThat(projector.awaitHeight(22, Duration.ofMillis(50))).isFalse();
      assertThat(rows(projector.models())).isEqualTo(undisturbed(chain));
    }
    assertThat(heights).isSubsetOf(LongStream.rangeClosed(1, 21).boxed().toList()).isSorted();
  }

  /// A process may end anywhere between two statements; the database then forgets the transaction.
  @Test
  void aCutAtEveryPointLosesAndDoublesNothing() {
    var chain = new Chain("cuts");
    for (int i = 0; i < 4; i++) {
      chain.add(i + 1);
    }
    List<String> expected = undisturbed(chain);
    for (int cut = 0; cut < 10; cut++) {
      database
          .jooq()
          .dropSchemaIfExists(LedgerSchema.of(chain.genesis()).name())
          .cascade()
          .execute();
      var first = models(chain, TallyProjection.cutAt(cut));
      first.open();
      long reached = 0;
      try {
        for (FinalBlock block : chain.read(1, 4)) {
          reached = first.apply(List.of(block)).height();
        }
      } catch (RuntimeException e) {
        assertThat(LostConnection.is(e)).isTrue();
      }
      assertThat(reached).isLessThan(4);
      // Another process goes on: nothing of the first is known but what the database kept.
      var second = models(chain, TallyProjection.sound());
      assertThat(second.open().height()).isEqualTo(reached);
      second.apply(chain.read(1, 4));
      assertThat(rows(second)).as("cut at event " + cut).isEqualTo(expected);
    }
  }

  @Test
  void aDatabaseThatIsAwayIsWaitedFor() throws Exception {
    var chain = new Chain("away");
    chain.add(3);
    try (var projector = Projector.start(models(chain, TallyProjection.cutAt(4)), chain)) {
      assertThat(projector.awaitHeight(1, SOON)).isTrue();
      chain.add(4);
      assertThat(projector.awaitHeight(2, SOON)).isTrue();
      for (int i = 0; i < 5; i++) {
        database
            .jooq()
            .execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where application_name = 'kedge' and pid <> pg_backend_pid()");
        chain.add(2);
        chain.add(1);
        Thread.sleep(20);
      }
      assertThat(projector.awaitHeight(12, SOON)).isTrue();
      Thread.sleep(600); // the pool looks whether a connection lives once it was idle for 500 ms
      assertThat(rows(projector.models())).isEqualTo(undisturbed(chain));
    }
  }

  @Test
  void whatDoesNotFollowIsRefusedByName() {
    var chain = new Chain("refused");
    for (int i = 0; i < 4; i++) {
      chain.add(1);
    }
    List<FinalBlock> blocks = chain.read(1, 4);
    var models = models(chain);
    models.open();
    models.apply(blocks.subList(0, 2));
    List<String> before = rows(models);

    assertThatThrownBy(() -> models.apply(blocks.subList(3, 4))).hasMessageStartingWith("GAP");
    FinalBlock third = blocks.get(2);
    var elsewhere =
        new FinalBlock(
            3, third.time(), third.headerHash(), Digest.ZERO, third.treeSize(), third.commands());
    assertThatThrownBy(() -> models.apply(List.of(elsewhere)))
        .hasMessageStartingWith("OTHER_HISTORY");
    var other = new FinalBlock(2, third.time(), Digest.ZERO, Digest.ZERO, 2, List.of());
    assertThatThrownBy(() -> models.apply(List.of(other))).hasMessageStartingWith("OTHER_HISTORY");
    assertThatThrownBy(() -> models(new Chain("another")).in(models.schema()).open())
        .hasMessageStartingWith("OTHER_LEDGER");
    assertThatThrownBy(() -> Projector.start(models, new Chain("empty")))
        .hasMessageStartingWith("AHEAD_OF_LEDGER");
    assertThat(rows(models)).isEqualTo(before);
    assertThat(models.apply(blocks).height()).isEqualTo(4);
  }

  @Test
  void anEventThatCannotBeProjectedStopsAndNamesIt() throws Exception {
    var chain = new Chain("broken");
    chain.add(1);
    chain.add(1);
    try (var projector = Projector.start(models(chain, TallyProjection.brokenAt(1)), chain)) {
      assertThat(projector.awaitHeight(2, SOON)).isFalse();
      ProjectorStatus status = projector.status();
      assertThat(status.state()).isEqualTo(ProjectorStatus.State.REFUSED);
      assertThat(status.problem().orElseThrow())
          .startsWith("EVENT_NOT_PROJECTED: tally at event chain.first (2, 0, 0)");
      assertThat(status.height()).isZero();
    }
  }

  /// Tables that an older program filled lack what a new one adds: they are made anew.
  @Test
  void readModelsOfAnOlderProgramAreBuiltFromTheBeginning() {
    var chain = new Chain("older");
    chain.add(2);
    var models = models(chain);
    models.open();
    assertThat(models.apply(chain.read(1, 1)).height()).isEqualTo(1);
    assertThat(models(chain).open().height()).isEqualTo(1);
    database
        .jooq()
        .execute(
            "delete from {0} where version = '90'",
            org.jooq.impl.DSL.name(models.schema().name(), "flyway_schema_history"));
    assertThat(models(chain).open().height()).isZero();
    assertThat(models.apply(chain.read(1, 1)).height()).isEqualTo(1);
  }

  @Test
  void twoProjectorsOfOneLedgerDoubleNothing() throws Exception {
    var chain = new Chain("two");
    try (var one = Projector.start(models(chain, TallyProjection.sound()), chain);
        var two = Projector.start(models(chain, TallyProjection.sound()), chain)) {
      for (int i = 0; i < 30; i++) {
        chain.add(1);
      }
      assertThat(one.awaitHeight(30, SOON)).isTrue();
      assertThat(two.awaitHeight(30, SOON)).isTrue();
      assertThat(rows(one.models())).isEqualTo(undisturbed(chain));
    }
  }

  @Test
  void aRebuildBesideTheLivingOneEndsEqual() throws Exception {
    var chain = new Chain("rebuild");
    for (int i = 0; i < 300; i++) {
      chain.add(1);
    }
    var told = new AtomicLong();
    try (var projector = Projector.start(models(chain, TallyProjection.sound()), chain)) {
      assertThat(projector.awaitHeight(300, SOON)).isTrue();
      database
          .jooq(LedgerSchema.GENERATED, projector.models().schema().name())
          .execute("insert into {0} values (-1, 'not of the ledger')", tally(projector));
      Position position =
          projector.rebuild(
              (height, of) -> {
                assertThat(height).isBetween(told.get(), of);
                told.set(height);
                chain.add(2); // the ledger goes on meanwhile, and so does the living projection
              });
      assertThat(told.get()).isEqualTo(position.height()).isGreaterThanOrEqualTo(300);
      chain.add(1);
      assertThat(projector.awaitHeight(chain.height(), SOON)).isTrue();
      assertThat(rows(projector.models())).isEqualTo(undisturbed(chain));
    }
  }

  private static org.jooq.Name tally(Projector projector) {
    return org.jooq.impl.DSL.name(projector.models().schema().name(), "tally");
  }
}
