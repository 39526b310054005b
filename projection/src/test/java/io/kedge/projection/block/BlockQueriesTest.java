package io.kedge.projection.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.asset.AssetStatus;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.note.NoteEvent;
import io.kedge.party.Role;
import io.kedge.projection.FinalBlock;
import io.kedge.projection.FinalCommand;
import io.kedge.projection.LedgerSchema;
import io.kedge.projection.Market;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.ReadModels;
import io.kedge.projection.TestDatabase;
import io.kedge.projection.Viewer;
import io.kedge.projection.search.SearchKind;
import io.kedge.projection.search.SearchProjection;
import io.kedge.projection.search.SearchQueries;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Blocks, transactions and search over a random market.
class BlockQueriesTest {
  private static final Market MARKET = new Market(11).run(400);
  private static final Viewer OPERATOR = Viewer.of(new PartyId("market"), Set.of(Role.OPERATOR));
  private static ReadModels models;

  @BeforeAll
  static void project() {
    models =
        new ReadModels(
            TestDatabase.get(),
            MARKET.genesis(),
            new LedgerSchema(MARKET.genesis().ledgerId(), "block_queries"),
            List.of(new CommandPartyProjection(), new SearchProjection()),
            InstantSource.system());
    models.open();
    models.apply(MARKET.blocks());
  }

  @Test
  @Requirement("L-05")
  void everyBlockIsFoundByHeightAndHeader() {
    var queries = new BlockQueries(models);
    for (FinalBlock block : MARKET.blocks()) {
      BlockQueries.Row row = queries.at(block.height()).orElseThrow();
      assertThat(row.headerHash()).isEqualTo(block.headerHash());
      assertThat(row.commandCount()).isEqualTo(block.commands().size());
      assertThat(queries.withHeader(block.headerHash())).contains(row);
    }
    Page<BlockQueries.Row> page = queries.newest(PageRequest.first(2));
    assertThat(page.height()).isEqualTo(MARKET.height());
    assertThat(page.rows())
        .extracting(BlockQueries.Row::height)
        .containsExactly(MARKET.height(), MARKET.height() - 1);
    assertThat(queries.at(MARKET.height() + 1)).isEmpty();
  }

  @Test
  @Requirement("L-06")
  void everyTransactionIsFoundAndItsInsideOnlyByThoseItConcerns() {
    var queries = new CommandQueries(models);
    var t1 = new PartyId("t1");
    Viewer viewer = Viewer.of(t1, Set.of(Role.TRADER));
    int own = 0;
    int touched = 0;
    for (FinalBlock block : MARKET.blocks()) {
      for (FinalCommand command : block.commands()) {
        CommandQueries.Row all = queries.withId(OPERATOR, command.id()).orElseThrow();
        assertThat(all.details().orElseThrow().payload()).contains(command.payload().text());
        assertThat(queries.events(OPERATOR, command.id())).hasSameSizeAs(command.events());
        assertThat(queries.withId(Viewer.ANYBODY, command.id()).orElseThrow().details()).isEmpty();
        assertThat(queries.events(Viewer.ANYBODY, command.id())).isEmpty();

        CommandQueries.Row seen = queries.atLeaf(viewer, command.leafIndex()).orElseThrow();
        boolean mine = command.by().equals(Optional.of(t1));
        assertThat(seen.code()).isEqualTo(command.code());
        if (mine || makesValueOf(t1, command)) {
          assertThat(seen.details()).isPresent();
          own += mine ? 1 : 0;
          touched += mine ? 0 : 1;
        } else if (command.events().stream().noneMatch(e -> e.tag().matches("(note|lock)\\..*"))) {
          assertThat(seen.details()).isEmpty();
        }
      }
    }
    assertThat(own).isPositive();
    assertThat(touched).isPositive();
  }

  private static boolean makesValueOf(PartyId party, FinalCommand command) {
    return command.events().stream()
        .filter(event -> event.tag().equals("note.created"))
        .map(event -> (NoteEvent.Created) NoteEvent.decode(event.body()))
        .anyMatch(created -> created.note().owner().equals(party));
  }

  @Test
  @Requirement("L-06")
  void transactionsOfAPartyAreListedForItAlone() {
    var queries = new CommandQueries(models);
    var t1 = new PartyId("t1");
    var filter = CommandQueries.Filter.of(t1);
    var listed = new TreeSet<Long>();
    PageRequest page = PageRequest.first(7);
    while (true) {
      var rows = queries.newest(Viewer.of(t1, Set.of()), filter, page);
      rows.rows().forEach(row -> assertThat(row.details()).isPresent());
      rows.rows().forEach(row -> assertThat(listed.add(row.leafIndex())).isTrue());
      if (rows.next().isEmpty()) {
        break;
      }
      page = new PageRequest(rows.next(), 7);
    }
    var expected = new TreeSet<Long>();
    for (FinalBlock block : MARKET.blocks()) {
      for (FinalCommand command : block.commands()) {
        if (queries
            .atLeaf(Viewer.of(t1, Set.of()), command.leafIndex())
            .orElseThrow()
            .details()
            .isPresent()) {
          expected.add(command.leafIndex());
        }
      }
    }
    assertThat(listed).isEqualTo(expected).hasSizeGreaterThan(7);
    assertThat(queries.newest(Viewer.of(new PartyId("t2"), Set.of()), filter, page).rows())
        .isEmpty();
    var refused =
        new CommandQueries.Filter(
            Optional.empty(), Optional.of("order."), Optional.of(true), Optional.empty());
    assertThat(queries.newest(OPERATOR, refused, PageRequest.first(50)).rows())
        .isNotEmpty()
        .allMatch(row -> row.type().startsWith("order.") && !row.code().equals("accepted"));
  }

  @Test
  void assetsAreFoundByChineseAndEnglishWordsOnceConfirmed() {
    var search = new SearchQueries(models);
    var everything = search.find(OPERATOR, "茶", List.of(), PageRequest.first(200));
    assertThat(everything.rows()).isNotEmpty();
    assertThat(everything.rows()).extracting(SearchQueries.Row::kind).contains(SearchKind.ASSET);
    for (SearchQueries.Row row : everything.rows()) {
      String words = row.titleZh() + row.titleEn() + row.detail();
      assertThat(words).contains("茶");
    }
    var open = search.find(Viewer.ANYBODY, "茶", List.of(SearchKind.ASSET), PageRequest.first(200));
    assertThat(open.rows()).allMatch(row -> row.status().equals(AssetStatus.CONFIRMED.name()));
    assertThat(search.find(OPERATOR, "没有这种东西", List.of(), PageRequest.first(5)).rows()).isEmpty();
    assertThat(search.find(OPERATOR, " ", List.of(), PageRequest.first(5)).rows()).isEmpty();
    assertThat(search.find(OPERATOR, "teahou", List.of(), PageRequest.first(5)).rows())
        .extracting(SearchQueries.Row::id)
        .contains("teahouse");
    Viewer member = Viewer.of(new PartyId("t1"), Set.of(Role.TRADER));
    assertThat(search.find(member, "teahou", List.of(), PageRequest.first(5)).rows()).isNotEmpty();
    assertThat(search.find(Viewer.ANYBODY, "teahou", List.of(), PageRequest.first(5)).rows())
        .isEmpty();
  }
}
