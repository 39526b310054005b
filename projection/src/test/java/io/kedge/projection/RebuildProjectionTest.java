package io.kedge.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.projection.database.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/// All read models of a random market: built anew they are what they were.
class RebuildProjectionTest {
  private final Database database = TestDatabase.get();

  @Test
  void aRebuildOfARandomMarketEqualsTheLivingProjection() throws Exception {
    var market = new Market(21).run(150);
    var models =
        new ReadModels(
            database,
            market.genesis(),
            LedgerSchema.of(market.genesis()),
            TestProjections.all(),
            InstantSource.system());
    try (var projector = Projector.start(models, market)) {
      for (int i = 0; i < 5; i++) {
        market.run(30);
      }
      assertThat(projector.awaitHeight(market.height(), Duration.ofSeconds(60))).isTrue();
      List<String> live = Chain.rows(database.jooq(), models.schema());
      assertThat(live).hasSizeGreaterThan(1_000);
      projector.rebuild((_, _) -> {});
      assertThat(Chain.rows(database.jooq(), models.schema())).isEqualTo(live);
      market.run(20);
      assertThat(projector.awaitHeight(market.height(), Duration.ofSeconds(60))).isTrue();
    }
  }

  /// One block a transaction or many: the rows are the same.
  @Test
  void howBlocksAreGroupedLeavesNoTrace() {
    var market = new Market(22).run(120);
    LedgerSchema schema = LedgerSchema.of(market.genesis());
    var single =
        new ReadModels(
            database, market.genesis(), schema, TestProjections.all(), InstantSource.system());
    single.open();
    market.blocks().forEach(block -> single.apply(List.of(block)));
    var grouped = single.in(schema.next());
    grouped.open();
    grouped.apply(market.blocks());
    assertThat(Chain.rows(database.jooq(), grouped.schema()))
        .isEqualTo(Chain.rows(database.jooq(), single.schema()));
  }
}
