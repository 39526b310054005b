package io.kedge.scenario.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackTest {
  private static final String HEAD =
      "pack small\n  en: \"Small\"\n  zh: \"小\"\n\ngenesis\n  name: small\n\n";

  private static Pack pack(String story) {
    return Pack.read(files(Map.of("pack.txt", HEAD + story)));
  }

  private static PackFiles files(Map<String, String> files) {
    return path -> Optional.ofNullable(files.get(path));
  }

  @Test
  void aStepIsReadWithEverythingItSays() {
    Pack pack =
        pack(
            """
            # a comment, and an empty line

            at day 2 09:30
            send bank/clerk+chief cash.mint   as $note _ $rest   [C-20 C-21]
              to: alice
              units: money 12.50 CNY
              parts:
                - a: 1
                  b: [x, "y, z"]
                - a: 2
              @notAfter: day 3
              but by bob refused party.ROLE_MISSING   [A-52]
              but parts.1.a = 0 refused command.MALFORMED
            """);
    assertThat(pack.lengthMillis()).isEqualTo((2 * 24 * 60 + 9 * 60 + 30) * 60_000L);
    var send = (Statement.Send) pack.statements().get(1);
    assertThat(send.place()).hasToString("pack.txt:11");
    assertThat(send.sender().keys()).containsExactly("clerk", "chief");
    assertThat(send.aliases()).containsExactly("note", "_", "rest");
    assertThat(send.requirements()).containsExactly("C-20", "C-21");
    assertThat(send.body().members()).containsOnlyKeys("to", "units", "parts");
    assertThat(send.header().members()).containsOnlyKeys("notAfter");
    assertThat(send.buts()).hasSize(2);
    assertThat(pack.requirements()).containsOnlyKeys("A-52", "C-20", "C-21");
  }

  @Test
  void anImportEntersAndRegistersEveryRow() {
    String table =
        """
        code,family,nameZh,nameEn,producerZh,producerEn,originZh,originEn,kind,year,pack,\
        netQuantity,netUnit,piecesPerCase,deliverableUnit,priceMinor,currency,priceAsOf,source,evidence
        tea.a-2025,tea,名,Name,产,Maker,地,Place,green,2025,250 g tin,250,g,12,case,9900,CNY,\
        2025-12-31,a catalogue,illustrative
        """;
    String story =
        """
        import goods goods.csv
          operator: platform
          owner: merchant
          custodian: store
          issuer: house
          quantity: 12
          right: {type: certificate, holder: guild, description: one, countPerUnit: 1}
          deadline: day 20
        """;
    Pack pack = Pack.read(files(Map.of("pack.txt", HEAD + story, "goods.csv", table)));
    var entry = (Statement.Send) pack.statements().getFirst();
    assertThat(entry.told()).isEqualTo("platform enters Name in the catalogue");
    assertThat(entry.type()).isEqualTo("catalogue.putEntry");
    var anchor = (Statement.Send) pack.statements().getLast();
    assertThat(anchor.told()).isEqualTo("merchant registers 12 of tea.a-2025");
    assertThat(anchor.aliases()).containsExactly("asset-tea-a-2025", "statement-tea-a-2025");
    assertThat(anchor.body().members()).containsEntry("quantity", new Value.Text("12"));
    assertThat(pack.statements()).hasSize(2);
  }

  @Test
  void aPhraseStandsForItsStatementsAndTakesWhatTheSentenceAdds() {
    var files =
        files(
            Map.of(
                "pack.txt",
                HEAD + "ann pays bob [7, 8] as $x [C-29]\n  memo: tip\n  but again refused a.B\n",
                "phrases.txt",
                """
                phrase {who} pays {whom} {sums}
                  send {who} note.pay
                    to: {whom}
                    sums: {sums}
                """));
    var send = (Statement.Send) Pack.read(files).statements().getFirst();
    assertThat(send.told()).isEqualTo("ann pays bob [7, 8]");
    assertThat(send.sender().party()).isEqualTo("ann");
    assertThat(send.body().members())
        .containsEntry("to", new Value.Text("bob"))
        .containsEntry("memo", new Value.Text("tip"));
    assertThat(send.aliases()).containsExactly("x");
    assertThat(send.buts()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fly me to the moon|8|no statement and no phrase: fly me to the moon",
        "at noon|8|expected `at day N HH:MM`",
        "at day 1 25:00|8|there is no such time of day: 25:00",
        "send ann a.b;    x: 1;  y: 2|10|the indentation fits no line above",
        "send ann a.b;\tx: 1|9|only spaces indent a line, and it has a tab or the like",
        "send ann a.b;  x: 1;  x: 2|10|the member x stands here twice",
        "send ann a.b;  x:|9|the member has no value",
        "send ann a.b;  x: \"y|9|a quotation never ends",
        "send ann a.b;  x: [y|9|a bracket never closes",
        "send ann a.b;  x: Two words|9|a text of several words needs quotation marks: Two",
        "send ann a.b;  but x = 1|9|expected `but CHANGE refused concept.CODE`",
        "send ann a.b;  but x = 1 refused nonsense|9|not the code of a refusal: nonsense",
        "send ann a.b;  but maybe refused a.B|9|a change is `again`, `forged`, `by PARTY`,"
            + " `without member`, `at day N HH:MM` or `member = value`",
        "send Ann a.b|8|expected a party, or party/key+key, found Ann",
        "who ann Ann Ann|8|expected a text in quotation marks, found Ann",
        "let x = 1|8|not an alias: x",
        "then peace|8|expected `then balances`, `then outstanding …`, `then holders of …`,"
            + " `then lock …` or `then CONCEPT ID` with members below it",
        "then balances;  ann: 1.5|9|expected an amount such as `100 CUP`, found 1.5",
        "refused a.B like $x;  send ann a.b|9|no accepted step is named $x",
        "send ann a.b as $x;  n: 1;  m: 1;refused a.B like $x;  send bob a.b;    n: 2;    m: 1|12|"
            + "it differs from $x in more than one thing: [.n, @sender]",
      })
  void whatIsWrongIsNamedWithFileAndLine(String story, int line, String message) {
    assertThatThrownBy(() -> pack(story.replace(';', '\n') + "\n"))
        .isInstanceOf(PackException.class)
        .hasMessage("pack.txt:" + line + ": " + message);
  }

  @Test
  void aRefusedStepThatDiffersInOneThingFromAnAcceptedOneIsTaken() {
    Pack pack =
        pack(
            """
            send ann a.b as $x
              n: 1
            refused a.B like $x   [C-21]
              send ann a.b
                n: 2
            """);
    assertThat(pack.requirements()).containsOnlyKeys("C-21");
  }

  @Test
  void twoPhrasesThatOneSentenceCouldMeanAreAmbiguous() {
    var files =
        files(
            Map.of(
                "pack.txt",
                HEAD,
                "phrases.txt",
                """
                phrase {who} pays bob
                  send {who} a.b
                phrase ann pays {whom}
                  send ann a.b
                """));
    assertThatThrownBy(() -> Pack.read(files))
        .hasMessage("phrases.txt:3: a sentence could mean this phrase or the one at phrases.txt:1");
  }
}
