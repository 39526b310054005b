package io.kedge.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Requirement;
import io.kedge.offering.TradingCalendar;
import io.kedge.server.jobs.WorkLedger;
import io.kedge.server.store.Store;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

/// People are told what concerns them, once, in words of their language.
class NoticesTest {
  private static final DSLContext DB = WorkLedger.bean(Store.class).db();

  private static List<String> told(String ledger, String party, NoticeKind kind, Locale reader) {
    return DB
        .fetch(
            "select params from kedge.notification where ledger = ? and party = ? and kind = ?"
                + " order by id",
            ledger,
            party,
            kind.name())
        .map(row -> Outbox.read(Objects.requireNonNull(row.get("params", String.class))))
        .stream()
        .map(params -> NoticeTexts.of(kind, params, reader, TradingCalendar.CAUTIOUS))
        .map(text -> text.title() + " / " + text.text())
        .toList();
  }

  @Test
  @Requirement({"C-23", "C-49"})
  void whyAnApplicationWasCutDownIsToldInWordsAndHoldersAreWarnedBeforeTheEnd() throws IOException {
    try (WorkLedger work = WorkLedger.found("notices")) {
      assertThat(work.install().accepted()).isTrue();
      work.passTo(work.at(14, 12), 3);
      assertThat(told("notices", "bob", NoticeKind.SUBSCRIPTION_CUT, Locale.ENGLISH))
          .contains(
              "You got 80 of the 150 units of CELLAR you asked for / More was asked for than there"
                  + " is, so units were shared out by the announced rule (In proportion). 16000.00"
                  + " CNY was paid, and 14000.00 CNY was given back.");
      assertThat(told("notices", "bob", NoticeKind.SUBSCRIPTION_CUT, Locale.CHINA))
          .anyMatch(text -> text.startsWith("CELLAR 申购获配 80 份，少于申购的 150 份"));
      assertThat(told("notices", "erin", NoticeKind.SUBSCRIPTION_REFUNDED, Locale.ENGLISH))
          .containsExactly(
              "The offering of FLOP ended, and you were refunded / Less was asked for than the"
                  + " soft cap. 300.00 CNY was given back; there is no fee.");
      assertThat(told("notices", "issuer", NoticeKind.STAGE_OPENED, Locale.ENGLISH))
          .contains("CELLAR: Trading has opened / It opened as announced.");

      work.passTo(work.at(56, 0), 24);
      List<String> warned = told("notices", "alice", NoticeKind.REDEMPTION_WARNING, Locale.ENGLISH);
      assertThat(warned.stream().filter(text -> text.contains("CELLAR"))).hasSize(2);
    }
  }

  @Test
  @Requirement("C-20")
  void aRefusalIsToldWithItsReasonAndWhatToDo() throws IOException {
    try (WorkLedger work = WorkLedger.found("notices-refused")) {
      work.settle();
      // The story's own tries that were refused on the fourth day and after.
      assertThat(told("notices-refused", "alice", NoticeKind.COMMAND_REFUSED, Locale.ENGLISH))
          .contains(
              "Not done: Subscribe / The quantity is over the cap. Ask for less. All members of"
                  + " one group count together.");
    }
  }

  @Test
  void everyKindHasWordsInBothLanguagesThatFillInTheSame() {
    var wanted = new TreeSet<String>();
    Arrays.stream(NoticeKind.values())
        .forEach(kind -> wanted.addAll(List.of(kind + ".title", kind + ".text")));
    for (Locale reader : List.of(Locale.CHINA, Locale.ENGLISH)) {
      assertThat(NoticeTexts.keys(reader).stream().filter(key -> !key.startsWith("word.")))
          .containsExactlyInAnyOrderElementsOf(wanted);
    }
    assertThat(NoticeTexts.keys(Locale.CHINA)).isEqualTo(NoticeTexts.keys(Locale.ENGLISH));
    for (String key : NoticeTexts.keys(Locale.CHINA)) {
      if (!key.endsWith(".title") || !key.startsWith("SUBSCRIPTION")) {
        assertThat(NoticeTexts.braces(key, Locale.CHINA))
            .as(key)
            .isEqualTo(NoticeTexts.braces(key, Locale.ENGLISH));
      }
    }
  }
}
