package io.kedge.offering;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.contract.SignedDocument;
import io.kedge.freeze.Freezes;
import io.kedge.issue.Issue;
import io.kedge.issue.Issues;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Wire;
import io.kedge.note.Instrument;
import io.kedge.note.LockDraft;
import io.kedge.note.LockPurpose;
import io.kedge.note.Postings;
import io.kedge.party.Parties;
import io.kedge.party.Party;
import io.kedge.party.Role;
import java.util.List;
import java.util.Optional;

/// `offering.announce`: the issuer publishes the announcement of a confirmed issue (C-08, H-36).
public final class AnnounceOffering implements Contract<OfferingCommand.Announce> {
  @Override
  public CommandType type() {
    return CommandType.of("offering.announce");
  }

  @Override
  public OfferingCommand.Announce decode(Fields body) {
    InstrumentId issue = body.id("issue", InstrumentId::new);
    Announcement announcement = body.object("terms", Announcement::parse);
    return new OfferingCommand.Announce(
        issue,
        announcement.terms(),
        announcement.commitment(),
        body.optional("collateral", name -> body.ids(name, NoteId::new)).orElse(List.of()));
  }

  @Override
  public List<SignedDocument<?>> documents(OfferingCommand.Announce command) {
    return command.commitment().<List<SignedDocument<?>>>map(List::of).orElse(List.of());
  }

  @Override
  public long units(OfferingCommand.Announce command) {
    return command.terms().quantity();
  }

  @Override
  public Decision decide(
      Signed<OfferingCommand.Announce> command, LedgerView view, LedgerTime now) {
    OfferingCommand.Announce announce = command.value();
    Terms terms = announce.terms();
    Issue issue = Issues.require(view, announce.issue());
    RefusedException.unless(
        issue.issuer().equals(command.party()), OfferingRefusal.NOT_THE_ISSUER, issue.issuer());
    Party issuer = Parties.requireRole(view, command.party(), Role.ISSUER);
    new TermsRules(view, issue, terms).check(now);
    Instrument instrument = Instrument.require(view, issue.id());
    Freezes.requireNone(view, instrument.freezeSubjects());
    terms.value(terms.quantity());

    var postings = new Postings(command.id(), view, now);
    var id = new OfferingId(postings.nextId());
    commit(postings, view, announce, issuer);
    var offering =
        new Offering(
            id,
            issue.id(),
            issue.issuer(),
            terms,
            now,
            List.of(),
            OfferingStatus.ANNOUNCED,
            Optional.empty(),
            0,
            collateral(postings, announce, issue));
    postings.out().put(Offering.key(id), offering.encoded());
    postings.out().put(Offerings.keyOfIssue(issue.id()), Offerings.encodedId(id));
    postings.out().put(Instrument.key(issue.id()), inForce(instrument, terms).encoded());
    postings.out().event(new OfferingEvent.Announced(offering).encoded());
    return postings.build();
  }

  /// Each commitment serves once: a secret that was revealed for one draw must not make another.
  private static void commit(
      Postings postings, LedgerView view, OfferingCommand.Announce announce, Party issuer) {
    if (announce.commitment().isEmpty()) {
      return;
    }
    Signed<LotteryCommitment> signed = announce.commitment().get().signed();
    RefusedException.unless(
        signed.value().issue().equals(announce.issue()),
        OfferingRefusal.COMMITMENT_NOT_VALID,
        signed.value().issue());
    Party regulator = Parties.requireRole(view, signed.party(), Role.REGULATOR);
    RefusedException.unless(
        !regulator.beneficialOwner().equals(issuer.beneficialOwner()),
        OfferingRefusal.COMMITMENT_NOT_VALID,
        "of the issuer itself");
    Draw draw = announce.terms().subscription().draw().orElseThrow();
    RefusedException.unless(
        !draw.issuerCommitment().equals(draw.regulatorCommitment()),
        OfferingRefusal.COMMITMENT_USED,
        draw.issuerCommitment());
    for (Digest commitment : List.of(draw.issuerCommitment(), draw.regulatorCommitment())) {
      Key key = Key.of("lottery-commitment", commitment.hex());
      RefusedException.unless(view.get(key).isEmpty(), OfferingRefusal.COMMITMENT_USED, commitment);
      Bytes used = new Wire("kedge.lottery-commitment", 1).text(announce.issue().value()).bytes();
      postings.out().put(key, used);
    }
  }

  private static Optional<LockId> collateral(
      Postings postings, OfferingCommand.Announce announce, Issue issue) {
    Terms terms = announce.terms();
    if (!(terms.redemption().expiry() instanceof ExpiryRule.Cash(long price))) {
      RefusedException.unless(
          announce.collateral().isEmpty(), OfferingRefusal.COLLATERAL_NOT_NEEDED);
      return Optional.empty();
    }
    long needed = Math.multiplyExact(price, terms.quantity());
    RefusedException.unless(
        !announce.collateral().isEmpty(), OfferingRefusal.COLLATERAL_MISSING, "needs", needed);
    var taken = postings.spend(issue.issuer(), terms.cash(), announce.collateral());
    RefusedException.unless(
        taken.amount().units() >= needed,
        OfferingRefusal.COLLATERAL_MISSING,
        "needs",
        needed,
        "has",
        taken.amount().units());
    var draft =
        new LockDraft(
            issue.issuer(),
            new Quantity(terms.cash(), needed),
            LockPurpose.COLLATERAL,
            Optional.empty(),
            Optional.empty(),
            LedgerTime.NEVER,
            postings.now(),
            taken.since(),
            Optional.empty(),
            new Wire("kedge.collateral", 1).text(issue.id().value()).bytes());
    LockId lock = postings.lock(draft).id();
    postings.change(issue.issuer(), taken, needed);
    return Optional.of(lock);
  }

  /// The announcement sets the limits of the instrument; nothing is minted before it.
  private static Instrument inForce(Instrument instrument, Terms terms) {
    return new Instrument(
        instrument.id(),
        instrument.kind(),
        instrument.symbol(),
        instrument.anchor(),
        terms.compliance().holdersMax(),
        terms.compliance().resaleDelayMillis());
  }
}
