package io.kedge.projection;

import static io.kedge.projection.jooq.Tables.COMMANDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PageTest {
  @Property(tries = 200)
  void aCursorReadsAsItWasWritten(
      @ForAll @Size(min = 1, max = 8) List<@StringLength(max = 40) String> parts) {
    assertThat(Cursor.read(new Cursor(parts).text()).parts()).isEqualTo(parts);
  }

  @Test
  void whatIsNoCursorIsRefused() {
    for (String text : List.of("", "%", "AAAA", "OTk5OmE", "MTo", "OTk5OTk5OTk5OTk5OmE")) {
      assertThatThrownBy(() -> Cursor.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> PageRequest.first(201)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PageRequest.first(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pagesInBothDirectionsNeitherMissNorDouble() {
    var chain = new Chain("pages");
    for (int i = 0; i < 9; i++) {
      chain.add(i);
    }
    var models =
        new ReadModels(
            TestDatabase.get(),
            chain.genesis(),
            LedgerSchema.of(chain.genesis()),
            List.of(),
            InstantSource.system());
    models.open();
    models.apply(chain.read(1, 9));
    var up = Listing.ascending(COMMANDS.HEIGHT, COMMANDS.COMMAND_INDEX);
    var down = Listing.descending(COMMANDS.HEIGHT, COMMANDS.COMMAND_INDEX);
    List<String> all = pages(models, up, 100);
    assertThat(all).hasSize(36).doesNotHaveDuplicates();
    assertThat(pages(models, up, 7)).isEqualTo(all);
    assertThat(pages(models, down, 5)).isEqualTo(all.reversed());
    assertThatThrownBy(
            () ->
                up.fetch(
                    models.db().selectFrom(COMMANDS),
                    new PageRequest(Optional.of(Cursor.of("x", "y")), 5),
                    9,
                    row -> row.getId()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> pages(ReadModels models, Listing listing, int limit) {
    var all = new ArrayList<String>();
    Optional<Cursor> after = Optional.empty();
    do {
      Page<String> page =
          listing.fetch(
              models.db().selectFrom(COMMANDS),
              new PageRequest(after, limit),
              9,
              row -> row.getId());
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page.rows());
      after = page.next().map(cursor -> Cursor.read(cursor.text()));
    } while (after.isPresent());
    return all;
  }
}
