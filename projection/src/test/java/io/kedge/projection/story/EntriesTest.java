package io.kedge.projection.story;

import static io.kedge.projection.jooq.Tables.ASSETS;
import static io.kedge.projection.jooq.Tables.ASSET_AMENDMENTS;
import static io.kedge.projection.jooq.Tables.CATALOGUE_ENTRIES;
import static io.kedge.projection.jooq.Tables.FREEZES;
import static io.kedge.projection.jooq.Tables.PARTIES;
import static io.kedge.projection.jooq.Tables.PARTY_DOCUMENTS;
import static io.kedge.projection.jooq.Tables.PARTY_EMPLOYEES;
import static io.kedge.projection.jooq.Tables.PARTY_KEYS;
import static io.kedge.projection.jooq.Tables.REDUCTIONS;
import static io.kedge.projection.jooq.Tables.RIGHT_TYPES;
import static io.kedge.projection.jooq.Tables.STATEMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.asset.Amendment;
import io.kedge.asset.Asset;
import io.kedge.attestation.Statement;
import io.kedge.catalogue.CatalogueEntry;
import io.kedge.catalogue.CatalogueId;
import io.kedge.catalogue.RightType;
import io.kedge.catalogue.RightTypeId;
import io.kedge.contract.Key;
import io.kedge.contract.MapView;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.party.Employee;
import io.kedge.party.Parties;
import io.kedge.party.PartyFile;
import io.kedge.party.Registry;
import io.kedge.projection.Reading;
import io.kedge.reduction.Reduction;
import io.kedge.reduction.ReductionId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The read models hold the ledger's own entries, byte for byte, though they see events only.
class EntriesTest {
  private static SortedMap<Key, Bytes> entries(MapView state, String concept) {
    var found = new TreeMap<>(state.entries());
    found.keySet().removeIf(key -> !key.isOf(concept));
    return found;
  }

  private static <R extends Record> SortedMap<Key, Bytes> rows(
      Reading reading, Table<R> table, Field<byte[]> entry, Function<R, Key> key) {
    var rows = new TreeMap<Key, Bytes>();
    for (R row : reading.db().selectFrom(table)) {
      rows.put(key.apply(row), Bytes.of(row.get(entry)));
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"trading-system", "tea-and-wine"})
  void everyEntryOfTheStateIsARow(String pack) {
    Story story = Story.of(pack);
    var models = new StoryModels(story, "entries_" + pack.replace('-', '_'));
    for (long height : List.of(story.height() / 3, story.height() / 2, story.height())) {
      MapView state = story.stateAt(height);
      models.upTo(height).ask(reading -> compare(reading, state, height));
    }
  }

  private static long compare(Reading reading, MapView state, long height) {
    assertThat(reading.height()).isEqualTo(height);
    assertThat(rows(reading, PARTIES, PARTIES.ENTRY, r -> Parties.key(new PartyId(r.getId()))))
        .isEqualTo(entries(state, "party"))
        .isNotEmpty();
    assertThat(rows(reading, PARTY_KEYS, PARTY_KEYS.ENTRY, r -> Registry.key(new KeyId(r.getId()))))
        .isEqualTo(entries(state, "key"));
    assertThat(
            rows(
                reading,
                PARTY_EMPLOYEES,
                PARTY_EMPLOYEES.ENTRY,
                r -> Employee.key(new PartyId(r.getParty()), new EmployeeId(r.getId()))))
        .isEqualTo(entries(state, "employee"));
    for (Bytes file : entries(state, "party-file").values()) {
      PartyFile.decode(file)
          .documents()
          .values()
          .forEach(
              document ->
                  assertThat(
                          reading
                              .db()
                              .fetchExists(
                                  PARTY_DOCUMENTS,
                                  PARTY_DOCUMENTS.NAME.eq(document.name()),
                                  PARTY_DOCUMENTS.DIGEST.eq(document.digest().hex())))
                      .isTrue());
    }
    assertThat(
            rows(
                reading,
                CATALOGUE_ENTRIES,
                CATALOGUE_ENTRIES.ENTRY,
                r -> CatalogueEntry.key(new CatalogueId(r.getId()))))
        .isEqualTo(entries(state, CatalogueEntry.key(new CatalogueId("x")).concept()));
    assertThat(
            rows(
                reading,
                RIGHT_TYPES,
                RIGHT_TYPES.ENTRY,
                r -> RightType.key(new RightTypeId(r.getId()))))
        .isEqualTo(entries(state, RightType.key(new RightTypeId("x")).concept()));
    compareAssets(reading, state);
    return height;
  }

  private static void compareAssets(Reading reading, MapView state) {
    assertThat(rows(reading, ASSETS, ASSETS.ENTRY, r -> Asset.key(new AssetId(r.getId()))))
        .isEqualTo(entries(state, "asset"));
    assertThat(
            rows(
                reading,
                ASSET_AMENDMENTS,
                ASSET_AMENDMENTS.ENTRY,
                r -> Amendment.key(new AssetId(r.getAsset()))))
        .isEqualTo(entries(state, Amendment.key(new AssetId("x")).concept()));
    assertThat(
            rows(
                reading,
                STATEMENTS,
                STATEMENTS.ENTRY,
                r -> Statement.key(new StatementId(r.getId()))))
        .isEqualTo(entries(state, "statement"));
    assertThat(
            rows(
                reading,
                FREEZES,
                FREEZES.ENTRY,
                r -> new FreezeSubject(FreezeSubject.Kind.valueOf(r.getKind()), r.getId()).key()))
        .isEqualTo(entries(state, FreezeSubject.CONCEPT));
    assertThat(
            rows(
                reading,
                REDUCTIONS,
                REDUCTIONS.ENTRY,
                r -> Reduction.key(new ReductionId(r.getId()))))
        .isEqualTo(entries(state, "reduction"));
  }
}
