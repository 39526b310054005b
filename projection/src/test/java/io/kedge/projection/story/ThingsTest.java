package io.kedge.projection.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.asset.Asset;
import io.kedge.asset.AssetStatus;
import io.kedge.catalogue.CatalogueEntry;
import io.kedge.contract.MapView;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.PartyId;
import io.kedge.party.Party;
import io.kedge.party.PartyStatus;
import io.kedge.party.Role;
import io.kedge.projection.Cursor;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.Reading;
import io.kedge.projection.Viewer;
import io.kedge.projection.asset.AssetFilter;
import io.kedge.projection.asset.AssetQueries;
import io.kedge.projection.asset.AssetRow;
import io.kedge.projection.catalogue.CatalogueFilter;
import io.kedge.projection.catalogue.CatalogueQueries;
import io.kedge.projection.freeze.FreezeQueries;
import io.kedge.projection.history.HistoryRow;
import io.kedge.projection.party.PartyFilter;
import io.kedge.projection.party.PartyQueries;
import io.kedge.projection.party.PartyRow;
import io.kedge.projection.reduction.ReductionFilter;
import io.kedge.projection.reduction.ReductionQueries;
import io.kedge.projection.reduction.ReductionRow;
import io.kedge.reduction.Reduction;
import io.kedge.reduction.ReductionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Lists, details and stories of parties, the catalogue, assets, freezes and reductions, after two
/// whole stories.
class ThingsTest {
  static final class Told {
    static final Told TRADING_SYSTEM = new Told("trading-system");
    static final Told TEA_AND_WINE = new Told("tea-and-wine");

    private final String pack;
    private final Story story;
    private final StoryModels models;

    private Told(String pack) {
      this.pack = pack;
      story = Story.of(pack);
      models = new StoryModels(story, "things_" + pack.replace('-', '_')).whole();
    }

    @Override
    public String toString() {
      return pack;
    }

    MapView state() {
      return story.stateAt(story.height());
    }

    <T> List<T> list(Function<Reading, List<T>> question) {
      return models.ask(question);
    }

    <T> Optional<T> one(Function<Reading, Optional<T>> question) {
      return models.ask(question);
    }

    <T> List<T> entries(String concept, Function<io.kedge.kernel.Bytes, T> decode) {
      return state().entries().entrySet().stream()
          .filter(entry -> entry.getKey().isOf(concept))
          .map(entry -> decode.apply(entry.getValue()))
          .toList();
    }
  }

  static List<Told> told() {
    return List.of(Told.TRADING_SYSTEM, Told.TEA_AND_WINE);
  }

  private static final PageRequest ALL = PageRequest.first(200);
  private static final Viewer OVERSEER = new Viewer(Optional.empty(), true);
  private static final Viewer STRANGER = Viewer.of(new PartyId("stranger"), List.of());

  @ParameterizedTest
  @MethodSource("told")
  void partiesAreListedByRoleStatusAndPageByPage(Told told) {
    List<Party> parties = told.entries("party", Party::decode);
    for (Role role : Role.values()) {
      var filter =
          new PartyFilter(Optional.empty(), Optional.of(role), Optional.empty(), Optional.empty());
      assertThat(ids(told, filter))
          .isEqualTo(
              parties.stream().filter(p -> p.roles().contains(role)).map(Party::id).toList());
    }
    for (PartyStatus status : PartyStatus.values()) {
      assertThat(ids(told, PartyFilter.at(status)))
          .isEqualTo(parties.stream().filter(p -> p.status() == status).map(Party::id).toList());
    }
    var paged = new ArrayList<PartyId>();
    Optional<Cursor> after = Optional.empty();
    do {
      var request = new PageRequest(after, 4);
      Page<PartyRow> page = told.models.ask(r -> PartyQueries.list(r, PartyFilter.ALL, request));
      page.rows().forEach(row -> paged.add(row.party().id()));
      after = page.next();
    } while (after.isPresent());
    assertThat(paged).isEqualTo(parties.stream().map(Party::id).toList());
  }

  private static List<PartyId> ids(Told told, PartyFilter filter) {
    return told.models.ask(r -> PartyQueries.list(r, filter, ALL)).rows().stream()
        .map(row -> row.party().id())
        .toList();
  }

  @Test
  void whatAPartyFiledIsForItselfAndForThoseWhoOversee() {
    var told = Told.TRADING_SYSTEM;
    var cellar = new PartyId("cellar");
    var own = Viewer.of(cellar, List.of(Role.OWNER));
    for (Viewer viewer : List.of(own, OVERSEER)) {
      assertThat(told.list(r -> PartyQueries.documents(r, viewer, cellar)))
          .extracting(document -> document.name())
          .contains("business-licence", "title-declaration");
      List<HistoryRow> story =
          told.models.ask(r -> PartyQueries.history(r, viewer, cellar, ALL)).rows();
      assertThat(story.getLast().tag()).isEqualTo("party.registered");
      assertThat(story).isSortedAccordingTo((a, b) -> Long.compare(b.height(), a.height()));
    }
    assertThat(told.list(r -> PartyQueries.documents(r, STRANGER, cellar))).isEmpty();
    assertThat(told.list(r -> PartyQueries.employees(r, STRANGER, cellar))).isEmpty();
    assertThat(told.models.ask(r -> PartyQueries.history(r, STRANGER, cellar, ALL)).rows())
        .isEmpty();
    assertThat(told.list(r -> PartyQueries.keys(r, cellar))).isNotEmpty();
    PartyRow platform =
        told.models.ask(r -> PartyQueries.find(r, new PartyId("platform"))).orElseThrow();
    assertThat(platform.founder()).isTrue();
    assertThat(platform.registeredHeight()).isZero();
  }

  @ParameterizedTest
  @MethodSource("told")
  void theCatalogueIsFoundByItsWordsInBothLanguages(Told told) {
    for (CatalogueEntry entry : told.entries("catalogue", CatalogueEntry::decode)) {
      for (String wording : entry.names().wordings().values()) {
        assertThat(
                told.models
                    .ask(r -> CatalogueQueries.entries(r, CatalogueFilter.with(wording), ALL))
                    .rows())
            .extracting(row -> row.value().id())
            .contains(entry.id());
        assertThat(assets(told, OVERSEER, AssetFilter.with(wording)))
            .containsAll(
                told.entries("asset", Asset::decode).stream()
                    .filter(asset -> asset.content().entry().equals(entry.id()))
                    .toList());
      }
    }
    assertThat(
            told.models
                .ask(r -> CatalogueQueries.entries(r, CatalogueFilter.with("nowhere 无处"), ALL))
                .rows())
        .isEmpty();
  }

  private static List<Asset> assets(Told told, Viewer viewer, AssetFilter filter) {
    return told.models.ask(r -> AssetQueries.list(r, viewer, filter, ALL)).rows().stream()
        .map(AssetRow::asset)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("told")
  void assetsAreForEverybodyOnceConfirmedAndForThoseConcernedBefore(Told told) {
    List<Asset> all = told.entries("asset", Asset::decode);
    assertThat(assets(told, OVERSEER, AssetFilter.ALL)).containsExactlyInAnyOrderElementsOf(all);
    for (Viewer viewer : List.of(STRANGER, Viewer.ANYBODY)) {
      assertThat(assets(told, viewer, AssetFilter.ALL))
          .containsExactlyInAnyOrderElementsOf(
              all.stream().filter(a -> a.status() == AssetStatus.CONFIRMED).toList());
    }
    for (Asset asset : all) {
      for (PartyId concerned :
          List.of(
              asset.owner(),
              asset.issuer(),
              asset.custodian(),
              asset.rights().getFirst().holder())) {
        var viewer = Viewer.of(concerned, List.of());
        Optional<Asset> found =
            told.models.ask(r -> AssetQueries.find(r, viewer, asset.id())).map(AssetRow::asset);
        assertThat(found).contains(asset);
      }
      List<HistoryRow> story =
          told.models
              .ask(r -> AssetQueries.history(r, OVERSEER, asset.id(), ALL))
              .orElseThrow()
              .rows();
      assertThat(story.getLast().tag()).isIn("asset.registered", "attestation.filed");
      var seen = told.one(r -> AssetQueries.history(r, STRANGER, asset.id(), ALL));
      assertThat(seen.isPresent()).isEqualTo(asset.status() == AssetStatus.CONFIRMED);
      seen.ifPresent(
          page ->
              assertThat(page.rows())
                  .isSubsetOf(story)
                  .noneMatch(event -> event.tag().startsWith("attestation."))
                  .noneMatch(event -> event.tag().equals("issue.proposed"))
                  .anyMatch(event -> event.tag().equals("asset.confirmed")));
      assertThat(told.list(r -> AssetQueries.anchors(r, asset.id())))
          .satisfies(
              anchors ->
                  assertThat(anchors.stream().mapToLong(anchor -> anchor.goods()).sum())
                      .isEqualTo(asset.anchored()));
    }
    assertThat(all).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("told")
  void aReductionIsForEverybodyOnceItTookEffect(Told told) {
    List<Reduction> all = told.entries("reduction", Reduction::decode);
    List<Reduction> seen =
        told
            .models
            .ask(r -> ReductionQueries.list(r, OVERSEER, ReductionFilter.ALL, ALL))
            .rows()
            .stream()
            .map(ReductionRow::reduction)
            .toList();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    List<ReductionRow> strangers =
        told.models.ask(r -> ReductionQueries.list(r, STRANGER, ReductionFilter.ALL, ALL)).rows();
    assertThat(strangers)
        .allMatch(row -> row.reduction().status() == ReductionStatus.EFFECTIVE)
        .hasSize((int) all.stream().filter(r -> r.status() == ReductionStatus.EFFECTIVE).count());
  }

  @ParameterizedTest
  @MethodSource("told")
  void aFreezeIsToldToThoseWhoDealInWhatIsFrozen(Told told) {
    var none = Optional.<FreezeSubject.Kind>empty();
    var all =
        told.models.ask(r -> FreezeQueries.list(r, OVERSEER, none, Optional.empty(), ALL)).rows();
    assertThat(all).isNotEmpty();
    var seen =
        told.models.ask(r -> FreezeQueries.list(r, STRANGER, none, Optional.empty(), ALL)).rows();
    for (var row : all) {
      var kind = row.subject().kind();
      boolean open = kind == FreezeSubject.Kind.ASSET || kind == FreezeSubject.Kind.INSTRUMENT;
      assertThat(seen.contains(row)).isEqualTo(open);
      assertThat(told.models.ask(r -> FreezeQueries.history(r, row.subject(), ALL)).rows())
          .isNotEmpty()
          .allMatch(event -> event.tag().startsWith("freeze.") && event.detail().isPresent());
      if (kind == FreezeSubject.Kind.PARTY) {
        var self = Viewer.of(new PartyId(row.subject().id()), List.of());
        assertThat(told.one(r -> FreezeQueries.find(r, self, row.subject()))).isPresent();
        PartyRow party =
            told.models
                .ask(r -> PartyQueries.find(r, new PartyId(row.subject().id())))
                .orElseThrow();
        assertThat(party.frozen()).isEqualTo(row.history().frozen());
      }
    }
  }
}
