package io.kedge.projection.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.attestation.Statement;
import io.kedge.attestation.Statements;
import io.kedge.contract.MapView;
import io.kedge.freeze.FreezeSubject;
import io.kedge.issue.Issue;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.kernel.StatementId;
import io.kedge.party.Party;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.Viewer;
import io.kedge.projection.attestation.AttestationQueries;
import io.kedge.projection.attestation.StatementFilter;
import io.kedge.projection.attestation.StatementRow;
import io.kedge.reduction.Reduction;
import io.kedge.reduction.ReductionId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Who is awaited, asked of the read models and, slowly, of the state itself.
class AwaitedSignaturesTest {
  private static final Story STORY = Story.of("trading-system");

  private static TreeMap<StatementId, Statement> statements(MapView state) {
    var all = new TreeMap<StatementId, Statement>();
    state
        .entries()
        .forEach(
            (key, entry) -> {
              if (key.isOf("statement")) {
                Statement statement = Statement.decode(entry);
                all.put(statement.id(), statement);
              }
            });
    return all;
  }

  private static List<Party> parties(MapView state) {
    return state.entries().entrySet().stream()
        .filter(entry -> entry.getKey().isOf("party"))
        .map(entry -> Party.decode(entry.getValue()))
        .toList();
  }

  private static AssetId asset(Statement statement, MapView state) {
    String concept = statement.kind().substring(0, statement.kind().indexOf('.'));
    return switch (concept) {
      case "reduction" ->
          Reduction.decode(entry(state, Reduction.key(new ReductionId(statement.subject()))))
              .asset();
      case "issue" ->
          Issue.decode(entry(state, Issue.key(new InstrumentId(statement.subject())))).asset();
      default -> new AssetId(statement.subject());
    };
  }

  private static Bytes entry(MapView state, io.kedge.contract.Key key) {
    return state.get(key).orElseThrow();
  }

  private static boolean waitsFor(Statement statement, Party party, MapView state, LedgerTime now) {
    boolean lapsed =
        Statements.lapsed(statement, state, now, FreezeSubject.of(asset(statement, state)));
    var signed = statement.signatures().stream().map(Statement.Signature::slot).toList();
    boolean place = false;
    for (int i = 0; i < statement.slots().size(); i++) {
      var slot = statement.slots().get(i);
      place |=
          !signed.contains(i)
              && slot.party()
                  .map(party.id()::equals)
                  .orElseGet(() -> party.roles().contains(slot.role()));
    }
    boolean already = statement.signatures().stream().anyMatch(s -> s.party().equals(party.id()));
    return statement.open() && !lapsed && place && (!already || statement.allowSameParty());
  }

  @Test
  @Requirement({"B-13", "H-08"})
  void whoIsAwaitedIsTheSameAtEveryMomentOfTheStory() {
    var models = new StoryModels(STORY, "awaited");
    var seen = new TreeSet<PartyId>();
    for (long height = 1; height <= STORY.height(); height++) {
      var block = STORY.read(height, 1).getFirst();
      models.upTo(height);
      boolean concerns =
          block.commands().getFirst().events().stream()
              .anyMatch(e -> e.tag().startsWith("attestation."));
      if (!concerns && height != STORY.height()) {
        continue;
      }
      MapView state = STORY.stateAt(height);
      for (Party party : parties(state)) {
        Set<StatementId> expected =
            statements(state).values().stream()
                .filter(statement -> waitsFor(statement, party, state, block.time()))
                .map(Statement::id)
                .collect(Collectors.toCollection(TreeSet::new));
        Page<StatementRow> found =
            models.ask(r -> AttestationQueries.awaiting(r, party.id(), PageRequest.first(200)));
        Set<StatementId> ids =
            found.rows().stream()
                .map(row -> row.statement().id())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ids).as("%s at %d", party.id(), height).isEqualTo(expected);
        if (!expected.isEmpty()) {
          seen.add(party.id());
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(3);
  }

  @Test
  void aStatementSaysWhoSignedAndOnlyThoseConcernedSeeItBeforeItTakesEffect() {
    var models = new StoryModels(STORY, "statement_places").whole();
    var stranger = Viewer.of(new PartyId("stranger"), List.of());
    var auditor = new Viewer(Optional.empty(), true);
    Page<StatementRow> all =
        models.ask(
            r -> AttestationQueries.list(r, auditor, StatementFilter.ALL, PageRequest.first(200)));
    assertThat(all.rows()).hasSize(statements(STORY.stateAt(STORY.height())).size());
    assertThat(all.height()).isEqualTo(STORY.height());
    int hidden = 0;
    for (StatementRow row : all.rows()) {
      Statement statement = row.statement();
      boolean effective = statement.state().name().equals("EFFECTIVE");
      hidden += effective ? 0 : 1;
      assertThat(models.ask(r -> AttestationQueries.find(r, stranger, statement.id())).isPresent())
          .isEqualTo(effective);
      var maker = Viewer.of(statement.maker(), List.of());
      Optional<StatementRow> own =
          models.ask(r -> AttestationQueries.find(r, maker, statement.id()));
      assertThat(own).contains(row);
      assertThat(row.places().stream().filter(place -> !place.open()).count())
          .isEqualTo(statement.signatures().size());
      assertThat(row.missing())
          .isEqualTo(
              row.takesSignatures() ? statement.threshold() - statement.signatures().size() : 0);
      var history =
          models.ask(r -> AttestationQueries.history(r, statement.id(), PageRequest.first(200)));
      assertThat(history.rows().getLast().tag()).isEqualTo("attestation.filed");
      assertThat(history.rows().stream().filter(e -> e.tag().equals("attestation.attested")))
          .hasSize(statement.signatures().size());
    }
    assertThat(hidden).isPositive();
  }
}
