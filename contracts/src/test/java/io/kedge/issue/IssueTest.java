package io.kedge.issue;

import static io.kedge.testing.Anchors.accepted;
import static io.kedge.testing.Anchors.attest;
import static io.kedge.testing.Anchors.attestation;
import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.attestation.Statements;
import io.kedge.contract.Outcome;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.kernel.StatementId;
import io.kedge.note.Instrument;
import io.kedge.party.Role;
import io.kedge.testing.Anchors;
import io.kedge.testing.World;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

@Requirement({"C-06", "H-33", "H-34", "H-35", "I-05", "I-16", "B-08"})
class IssueTest {
  private final World world = Anchors.world();
  private final AssetId tea = Anchors.confirmed(world, 1_000);

  IssueTest() {
    world.with("chain", Role.VENUE).with("rival", Role.ISSUER).with("other", Role.OPERATOR);
  }

  private Json.Obj proposal() {
    return Json.Obj.empty()
        .with("asset", tea.value())
        .with("symbol", "TEA-19")
        .with("ratio", 3L)
        .with("units", 300L)
        .with("deadline", world.now().plusMillis(7 * Anchors.DAY).millis());
  }

  private Issue propose(Json.Obj body) {
    accepted(world.send("house", "issue.propose", body));
    return Issues.require(world.view(), new InstrumentId(world.lastId().output(0)));
  }

  private Issue again(Issue issue) {
    return Issues.require(world.view(), issue.id());
  }

  private Json.Obj decline(StatementId statement) {
    return Json.Obj.empty().with("statement", statement.value()).with("reason", "too many");
  }

  private Json.Obj venueSignature(Issue issue) {
    return Json.Obj.empty()
        .with("statement", issue.statement().value())
        .with("digest", Statements.require(world.view(), issue.statement()).digest().hex())
        .with("role", "VENUE");
  }

  @Test
  void everyoneConfirmsAndTheGoodsAreCommitted() {
    Issue issue = propose(proposal());
    assertThat(issue.status()).isEqualTo(IssueStatus.PROPOSED);
    attest(world, issue.statement(), "cellar", "garden", "house");
    assertThat(again(issue).status()).isEqualTo(IssueStatus.PROPOSED);
    assertThat(Instrument.find(world.view(), issue.id())).isEmpty();
    assertThat(Anchors.asset(world, tea).anchored()).isZero();
    attest(world, issue.statement(), "market");
    assertThat(again(issue).status()).isEqualTo(IssueStatus.CONFIRMED);
    assertThat(Anchors.asset(world, tea).anchored()).isEqualTo(900);
    Instrument instrument = Instrument.require(world.view(), issue.id());
    assertThat(instrument.kind()).isEqualTo(Instrument.Kind.ISSUE);
    assertThat(instrument.anchor()).contains(tea);
    assertThat(instrument.symbol()).isEqualTo("TEA-19");
  }

  static Stream<Arguments> oneThingWrong() {
    return Stream.of(
        wrong("asset.ASSET_UNKNOWN", set("asset", "nothing")),
        wrong("asset.QUANTITY_NOT_FREE", set("units", "334")),
        wrong("issue.ISSUE_UNKNOWN", set("corrects", "nothing")),
        wrong("party.PARTY_UNKNOWN", set("venue", "nobody")),
        wrong("party.ROLE_MISSING", set("venue", "rival")),
        wrong("attestation.DEADLINE_PASSED", set("deadline", "1")),
        wrong("command.MALFORMED", set("ratio", "0")),
        wrong("command.MALFORMED", set("units", "0")),
        wrong("command.MALFORMED", set("symbol", "tea cake")),
        wrong("command.ARITHMETIC_OVERFLOW", set("units", Long.toString(Long.MAX_VALUE))));
  }

  private static Arguments wrong(String code, UnaryOperator<Json.Obj> change) {
    return Arguments.of(code, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oneThingWrong")
  void oneThingWrongIsRefused(String code, UnaryOperator<Json.Obj> change) {
    assertThat(world.send("house", "issue.propose", change.apply(proposal())).code())
        .isEqualTo(code);
    propose(proposal());
  }

  @Test
  @Requirement("I-07")
  void onlyTheIssuerNamedOnTheAnchorProposes() {
    assertThat(world.send("rival", "issue.propose", proposal()).code())
        .isEqualTo("issue.NOT_NAMED_ON_ANCHOR");
    assertThat(world.send("market", "issue.propose", proposal()).code())
        .isEqualTo("party.ROLE_MISSING");
  }

  @Test
  void anUnattestedAnchorIsNotIssuedOn() {
    AssetId raw = Anchors.registered(world, 1_000);
    Json.Obj body = set("asset", raw.value()).apply(proposal());
    assertThat(world.send("house", "issue.propose", body).code())
        .isEqualTo("asset.ASSET_NOT_CONFIRMED");
  }

  @Test
  @Requirement("I-15")
  void aFrozenAnchorTakesNoNewIssueAndStopsTheConfirmation() {
    Issue issue = propose(proposal());
    attest(world, issue.statement(), "cellar", "garden", "house");
    freeze("freeze.freeze");
    assertThat(world.send("house", "issue.propose", proposal()).code()).isEqualTo("freeze.FROZEN");
    assertThat(
            world
                .send(
                    "market", "attestation.attest", attestation(world, issue.statement(), "market"))
                .code())
        .isEqualTo("freeze.FROZEN");
    world.after(9 * Anchors.DAY);
    freeze("freeze.unfreeze");
    attest(world, issue.statement(), "market");
    assertThat(again(issue).status()).isEqualTo(IssueStatus.CONFIRMED);
  }

  /// Bug: an anchor amended after the proposal was issued on by signatures over the old one.
  @Test
  @Requirement("C-06")
  void theConfirmationIsOfTheAnchorThatWasProposedOn() {
    Issue issue = propose(proposal());
    attest(world, issue.statement(), "cellar", "garden", "house");
    Json.Obj amended =
        set("attributes", body("{'year': '2019', 'photo': 'side'}"))
            .apply(Anchors.registration(world, 1_000).with("asset", tea.value()));
    accepted(world.send("cellar", "asset.amend", amended));
    Json.Obj last = attestation(world, issue.statement(), "market");
    assertThat(world.send("market", "attestation.attest", last).code())
        .isEqualTo("asset.CHANGED_MEANWHILE");
    Issue next = propose(proposal());
    attest(world, next.statement(), "cellar", "garden", "house", "market");
    assertThat(again(next).status()).isEqualTo(IssueStatus.CONFIRMED);
  }

  private void freeze(String type) {
    accepted(
        world.send(
            "court",
            type,
            Json.Obj.empty()
                .with("kind", "ASSET")
                .with("id", tea.value())
                .with("reason", "inventory dispute")
                .with("evidence", Digest.ZERO.hex())));
  }

  @Test
  void whatIsFreeIsAskedAgainWhenTheLastOneConfirms() {
    Issue first = propose(proposal());
    Issue second = propose(proposal());
    attest(world, first.statement(), "cellar", "garden", "house", "market");
    attest(world, second.statement(), "cellar", "garden", "house");
    assertThat(
            world
                .send(
                    "market",
                    "attestation.attest",
                    attestation(world, second.statement(), "market"))
                .code())
        .isEqualTo("asset.QUANTITY_NOT_FREE");
    assertThat(Anchors.asset(world, tea).anchored()).isEqualTo(900);
  }

  @Test
  @Requirement({"C-07", "C-39", "H-46", "I-06"})
  void theVenueConfirmsInAddition() {
    Issue issue = propose(proposal().with("venue", "chain"));
    attest(world, issue.statement(), "cellar", "garden", "house", "market");
    assertThat(again(issue).status()).isEqualTo(IssueStatus.PROPOSED);
    accepted(world.send("chain", "attestation.attest", venueSignature(issue)));
    assertThat(again(issue).status()).isEqualTo(IssueStatus.CONFIRMED);
    assertThat(again(issue).venue()).contains(new PartyId("chain"));
  }

  @Test
  @Requirement("C-07")
  void noThresholdReplacesTheVenue() {
    Json policies =
        Json.read(
            Bytes.utf8("[{\"step\":\"ISSUE\",\"roles\":[\"OWNER\",\"ISSUER\"],\"threshold\":1}]"));
    accepted(
        world.send(
            "market", "catalogue.putEntry", set("policies", policies).apply(Anchors.entry())));
    Issue issue = propose(proposal().with("venue", "chain"));
    attest(world, issue.statement(), "cellar");
    assertThat(
            world
                .send("house", "attestation.attest", attestation(world, issue.statement(), "house"))
                .code())
        .isEqualTo("issue.VENUE_NOT_CONFIRMED");
    accepted(world.send("chain", "attestation.attest", venueSignature(issue)));
    assertThat(again(issue).status()).isEqualTo(IssueStatus.CONFIRMED);
  }

  @Test
  @Requirement("I-35")
  void whatWasDeclinedIsCorrected() {
    Issue issue = propose(proposal());
    accepted(world.send("garden", "attestation.decline", decline(issue.statement())));
    assertThat(again(issue).status()).isEqualTo(IssueStatus.DECLINED);
    Issue corrected =
        propose(set("units", "200").apply(proposal().with("corrects", issue.id().value())));
    var statement = Statements.require(world.view(), corrected.statement());
    assertThat(statement.version()).isEqualTo(2);
    assertThat(statement.previous()).contains(issue.statement());
  }

  @Test
  void theIssuerWithdrawsAProposal() {
    Issue issue = propose(proposal());
    accepted(
        world.send(
            "house",
            "attestation.withdraw",
            Json.Obj.empty().with("statement", issue.statement().value())));
    assertThat(again(issue).status()).isEqualTo(IssueStatus.WITHDRAWN);
    propose(proposal().with("corrects", issue.id().value()));
  }

  @Test
  void whatIsOpenOrConfirmedIsNotCorrected() {
    Issue issue = propose(proposal());
    Json.Obj correction = proposal().with("corrects", issue.id().value());
    assertThat(code(correction)).isEqualTo("issue.NOT_TO_BE_CORRECTED");
    world.after(8 * Anchors.DAY);
    correction = set("deadline", world.now().plusMillis(Anchors.DAY).toString()).apply(correction);
    assertThat(world.dryRun("house", "issue.propose", correction, "house").code())
        .isEqualTo(Outcome.ACCEPTED);
    Issue other = propose(set("units", "10").apply(correction));
    attest(world, other.statement(), "cellar", "garden", "house", "market");
    assertThat(code(set("corrects", other.id().value()).apply(correction)))
        .isEqualTo("issue.NOT_TO_BE_CORRECTED");
  }

  private String code(Json.Obj body) {
    return world.send("house", "issue.propose", body).code();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/issue-1.csv", numLinesToSkip = 1)
  void everyIssueEverWrittenKeepsItsBytes(
      String id,
      String symbol,
      String asset,
      long ratio,
      long units,
      String issuer,
      String venue,
      String statement,
      IssueStatus status,
      String digest) {
    var issue =
        new Issue(
            new InstrumentId(id),
            symbol,
            new AssetId(asset),
            ratio,
            units,
            new PartyId(issuer),
            Optional.ofNullable(venue).map(PartyId::new),
            new StatementId(statement),
            status);
    assertThat(Digest.of(issue.encoded()).hex()).isEqualTo(digest);
    assertThat(Issue.decode(issue.encoded())).isEqualTo(issue);
  }
}
