package io.kedge.server.jobs;

import io.kedge.asset.AmendmentEffect;
import io.kedge.asset.RegistrationEffect;
import io.kedge.attestation.Statement;
import io.kedge.attestation.StatementEffect;
import io.kedge.attestation.Statements;
import io.kedge.contract.LedgerView;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.issue.IssueEffect;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.VoucherId;
import io.kedge.note.Instrument;
import io.kedge.note.Lock;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingStatus;
import io.kedge.offering.Offerings;
import io.kedge.offering.Phase;
import io.kedge.reduction.ReductionEffect;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.subscription.AllotmentProposals;
import io.kedge.subscription.AllotmentRun;
import io.kedge.subscription.Application;
import io.kedge.subscription.Proposal;
import io.kedge.subscription.Subscriptions;
import io.kedge.voucher.Voucher;
import io.kedge.voucher.VoucherState;
import io.kedge.voucher.Vouchers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Says of each job what there is to do now, by the state of the ledger alone; whether a command is
/// due is left to its contract.
final class JobSteps {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60_000;
  private static final long DAY = 86_400_000;
  private static final List<StatementEffect> EFFECTS =
      List.of(
          new RegistrationEffect(),
          new AmendmentEffect(),
          new ReductionEffect(),
          new IssueEffect());

  private final Leftovers leftovers;

  JobSteps(Leftovers leftovers) {
    this.leftovers = leftovers;
  }

  /// What a job comes to.
  ///
  /// @param signer who sends the commands
  Step next(HostedLedger ledger, Job job, Optional<PartyId> signer) {
    LedgerView view = ledger.view();
    LedgerTime now = ledger.now();
    return switch (job.kind()) {
      case SUBSCRIPTION_OPENING -> stage(view, job, now, o -> o.schedule().subscription().opens());
      case SUBSCRIPTION_CLOSING -> stage(view, job, now, o -> o.schedule().subscription().closes());
      case TRADING_OPENING -> tradingOpening(view, job, now);
      case TRADING_CLOSING -> stage(view, job, now, o -> o.schedule().trading().closes());
      case REDEMPTION_OPENING -> stage(view, job, now, o -> o.schedule().redemption().opens());
      case REDEMPTION_CLOSING -> stage(view, job, now, o -> o.schedule().redemption().closes());
      case REDEMPTION_WARNING ->
          stage(view, job, now, o -> warning(o.schedule().redemption().closes(), job));
      case ALLOTMENT -> allotment(view, job, now, signer);
      case LATE_SETTLEMENT -> lateSettlement(view, job);
      case FORCED_REDEMPTION -> forcedRedemption(ledger, view, job, now);
      case COLLATERAL_RELEASE -> collateral(view, job, now);
      case LOCK_EXPIRY -> lockExpiry(view, job, now);
      case VOUCHER_EXPIRY -> voucherExpiry(view, job, now);
      case VOUCHER_WARNING -> voucherWarning(view, job, now);
      case STATEMENT_LAPSE -> statement(view, job, now);
      case DAY_CLOSE -> throw new IllegalStateException("closed apart");
    };
  }

  private interface Moment {
    LedgerTime of(Offering offering);
  }

  private static LedgerTime warning(LedgerTime end, Job job) {
    String ahead = job.subject().substring(job.subject().indexOf('#') + 1);
    return LedgerTime.of(end.millis() - Long.parseLong(ahead));
  }

  private static Optional<Offering> offering(LedgerView view, Job job) {
    return Offerings.find(view, new OfferingId(job.subjectId()));
  }

  private static Step stage(LedgerView view, Job job, LedgerTime now, Moment moment) {
    Optional<Offering> found = offering(view, job);
    if (found.isEmpty() || found.get().status().isOff()) {
      return new Step.Done();
    }
    LedgerTime due = moment.of(found.get());
    LedgerTime clock = Offerings.clock(view, found.get(), now);
    return clock.isBefore(due) ? until(due, clock, now) : new Step.Done();
  }

  /// Clocks may stand still; then this is asked again after as long as was left.
  private static Step until(LedgerTime due, LedgerTime clock, LedgerTime now) {
    long left = Math.max(SECOND, due.millis() - clock.millis());
    return new Step.Wait(now.plusMillis(left), "");
  }

  private static Step tradingOpening(LedgerView view, Job job, LedgerTime now) {
    Step step = stage(view, job, now, o -> o.schedule().trading().opens());
    Optional<Offering> found = offering(view, job);
    if (step instanceof Step.Done
        && found.isPresent()
        && (found.get().status() == OfferingStatus.ANNOUNCED
            || found.get().status() == OfferingStatus.SETTLING)) {
      return new Step.Wait(now.plusMillis(MINUTE), "offering.TRADING_NOT_OPEN");
    }
    return step;
  }

  private static Step allotment(
      LedgerView view, Job job, LedgerTime now, Optional<PartyId> signer) {
    Optional<Offering> found = offering(view, job);
    if (found.isEmpty()
        || found.get().endedAt().isPresent()
        || found.get().status() == OfferingStatus.WITHDRAWN) {
      return new Step.Done();
    }
    Offering offering = found.get();
    LedgerTime closes = offering.schedule().subscription().closes();
    LedgerTime clock = Offerings.clock(view, offering, now);
    if (offering.status() == OfferingStatus.ANNOUNCED && clock.isBefore(closes)) {
      return until(closes, clock, now);
    }
    String id = offering.id().value();
    Digest progress = progress(view, offering, signer);
    var body = Json.Obj.empty().with("offering", id);
    var candidates =
        Stream.of("allotment.settle", "offering.extend", "allotment.tally")
            .map(type -> new Step.Candidate(type, () -> body, progress));
    var proposing =
        Stream.concat(
            signer.stream()
                .map(
                    party ->
                        new Step.Candidate(
                            "allotment.verify",
                            () -> body.with("proposer", party.value()),
                            progress)),
            Stream.of(
                new Step.Candidate(
                    "allotment.propose",
                    () -> AllotmentProposals.body(view, offering.id()),
                    progress)));
    return new Step.Try(Stream.concat(candidates, proposing).toList());
  }

  /// How far an allotment is: what its commands change.
  private static Digest progress(LedgerView view, Offering offering, Optional<PartyId> signer) {
    Bytes run = view.get(AllotmentRun.key(offering.id())).orElse(Bytes.EMPTY);
    Bytes proposal =
        signer.flatMap(party -> view.get(Proposal.key(offering.id(), party))).orElse(Bytes.EMPTY);
    return Digest.of(offering.encoded(), run, proposal);
  }

  private static Step lateSettlement(LedgerView view, Job job) {
    var owner = new PartyId(job.subject().substring(job.subject().indexOf('#') + 1));
    var offering = new OfferingId(job.subjectId());
    Optional<Application> application = Subscriptions.find(view, offering, owner);
    if (application.isEmpty() || application.get().status() != Application.Status.SET_ASIDE) {
      return new Step.Done();
    }
    var body =
        Json.Obj.empty().with("offering", offering.value()).with("beneficialOwner", owner.value());
    return once("allotment.settleLate", body, application.get().encoded());
  }

  private static Step.Try once(String type, Json.Obj body, Bytes about) {
    return new Step.Try(List.of(new Step.Candidate(type, () -> body, Digest.of(about))));
  }

  private Step forcedRedemption(HostedLedger ledger, LedgerView view, Job job, LedgerTime now) {
    Step step = stage(view, job, now, o -> o.schedule().redemption().closes());
    if (!(step instanceof Step.Done)) {
      return step;
    }
    Optional<Offering> found = offering(view, job);
    if (found.isEmpty() || Offerings.phase(view, found.get(), now) != Phase.REDEMPTION_CLOSED) {
      return new Step.Done();
    }
    if (!leftovers.switchedOn(ledger.name())) {
      return new Step.Wait(now.plusMillis(DAY), JobProblem.FORCED_REDEMPTION_OFF.code());
    }
    String issue = found.get().issue().value();
    List<Leftovers.Holding> holdings = leftovers.of(ledger.name(), issue);
    if (holdings.isEmpty()) {
      return new Step.Done();
    }
    return new Step.Try(holdings.stream().map(holding -> forced(issue, holding)).toList());
  }

  private static Step.Candidate forced(String issue, Leftovers.Holding holding) {
    var body =
        Json.Obj.empty()
            .with("issue", issue)
            .with("holder", holding.owner())
            .with("inputs", Json.Arr.ofTexts(holding.notes()));
    return new Step.Candidate("redemption.force", () -> body, Digest.of(Bytes.utf8(body.write())));
  }

  private static Step collateral(LedgerView view, Job job, LedgerTime now) {
    Step step = stage(view, job, now, o -> o.schedule().redemption().closes());
    Optional<Offering> found = offering(view, job);
    if (!(step instanceof Step.Done)
        || found.isEmpty()
        || found.get().status().isOff()
        || found.get().collateral().isEmpty()) {
      return step;
    }
    var body = Json.Obj.empty().with("offering", found.get().id().value());
    return once("offering.releaseCollateral", body, found.get().encoded());
  }

  private static Step lockExpiry(LedgerView view, Job job, LedgerTime now) {
    Optional<Lock> found = Lock.find(view, new LockId(job.subjectId()));
    if (found.isEmpty()) {
      return new Step.Done();
    }
    Lock lock = found.get();
    Instrument instrument = Instrument.require(view, lock.amount().instrument());
    FreezeSubject[] subjects =
        Stream.concat(
                Stream.of(
                    FreezeSubject.of(lock.owner()),
                    FreezeSubject.of(new NoteId(lock.id().value()))),
                Arrays.stream(instrument.freezeSubjects()))
            .toArray(FreezeSubject[]::new);
    LedgerTime clock = Freezes.clock(view, now, lock.createdAt(), subjects);
    if (clock.isBefore(lock.expiry())) {
      return until(lock.expiry(), clock, now);
    }
    var body = Json.Obj.empty().with("lock", lock.id().value());
    return once("lock.expire", body, Bytes.utf8(lock.id().value()));
  }

  private static Optional<Voucher> openVoucher(LedgerView view, Job job) {
    return Vouchers.find(view, new VoucherId(job.subjectId()))
        .filter(voucher -> voucher.state() instanceof VoucherState.Open);
  }

  private static LedgerTime clock(LedgerView view, Voucher voucher, LedgerTime now) {
    return Freezes.clock(view, now, voucher.createdAt(), voucher.freezeSubjects());
  }

  private static Step voucherExpiry(LedgerView view, Job job, LedgerTime now) {
    Optional<Voucher> found = openVoucher(view, job);
    if (found.isEmpty()) {
      return new Step.Done();
    }
    LedgerTime clock = clock(view, found.get(), now);
    if (clock.isBefore(found.get().expiresAt())) {
      return until(found.get().expiresAt(), clock, now);
    }
    var body = Json.Obj.empty().with("voucher", job.subjectId());
    return once("voucher.expire", body, Bytes.utf8(job.subjectId()));
  }

  private static Step voucherWarning(LedgerView view, Job job, LedgerTime now) {
    Optional<Voucher> found = openVoucher(view, job);
    if (found.isEmpty()) {
      return new Step.Done();
    }
    LedgerTime due = warning(found.get().expiresAt(), job);
    LedgerTime clock = clock(view, found.get(), now);
    return clock.isBefore(due) ? until(due, clock, now) : new Step.Done();
  }

  private static Step statement(LedgerView view, Job job, LedgerTime now) {
    Optional<Statement> found = Statements.find(view, new StatementId(job.subjectId()));
    if (found.isEmpty() || !found.get().open()) {
      return new Step.Done();
    }
    Statement statement = found.get();
    FreezeSubject[] subjects =
        EFFECTS.stream()
            .filter(effect -> effect.kind().equals(statement.kind()))
            .flatMap(effect -> effect.clockSubjects(statement, view).stream())
            .toArray(FreezeSubject[]::new);
    LedgerTime clock = Freezes.clock(view, now, statement.filedAt(), subjects);
    return clock.isAfter(statement.deadline())
        ? new Step.Done()
        : until(statement.deadline().plusMillis(1), clock, now);
  }
}
