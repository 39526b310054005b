package io.kedge.server.identity;

import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.party.InvestorClass;
import io.kedge.server.access.Caller;
import io.kedge.server.custody.SealedCustody;
import io.kedge.server.identity.KnowYourCustomer.Applicant;
import io.kedge.server.identity.KnowYourCustomer.Result;
import io.kedge.server.identity.KnowYourCustomer.Verdict;
import io.kedge.server.identity.Registration.Status;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/// Two officers decide whether an applicant is who is declared: two accounts and two people,
/// neither of them the applicant's. Both sign `party.verify`, each with their own key. One officer
/// is enough to decline.
final class Reviews {
  private final DSLContext db;
  private final InstantSource clock;
  private final Accounts accounts;
  private final SealedCustody custody;
  private final LedgerSteps steps;
  private final List<KnowYourCustomer> checks;

  Reviews(
      DSLContext db,
      InstantSource clock,
      Accounts accounts,
      SealedCustody custody,
      LedgerSteps steps,
      List<KnowYourCustomer> checks) {
    this.db = db;
    this.clock = clock;
    this.accounts = accounts;
    this.custody = custody;
    this.steps = steps;
    this.checks = List.copyOf(checks);
  }

  /// What an officer says.
  ///
  /// @param account the officer's account
  /// @param officer the person: an employee, or the account where it is nobody's
  /// @param approve true for yes
  /// @param reason in words
  /// @param investorClass what offerings the applicant may buy into
  /// @param feeTier 0 to 9
  /// @param at epoch milliseconds
  record Review(
      String account,
      String officer,
      boolean approve,
      String reason,
      InvestorClass investorClass,
      int feeTier,
      long at) {}

  /// What a check said.
  record Check(String provider, Result verdict, String detail, long at) {}

  /// Asks every check, and keeps what it says.
  void runChecks(Registration registration) {
    var applicant = new Applicant(registration.kind(), registration.profile());
    for (KnowYourCustomer check : checks) {
      Verdict verdict = ask(check, applicant);
      note(registration, check.provider(), verdict);
    }
  }

  /// Keeps the verdict of a check; a later one of the same provider replaces it.
  void note(Registration registration, String provider, Verdict verdict) {
    db.execute(
        "insert into kedge.registration_check (registration, provider, verdict, detail, at)"
            + " values (?, ?, ?, ?, ?) on conflict (registration, provider) do update"
            + " set verdict = excluded.verdict, detail = excluded.detail, at = excluded.at",
        registration.id(),
        provider,
        verdict.result().name(),
        verdict.detail(),
        clock.millis());
  }

  /// A check that cannot be reached cannot tell.
  private static Verdict ask(KnowYourCustomer check, Applicant applicant) {
    try {
      return check.check(applicant);
    } catch (RuntimeException e) {
      return new Verdict(Result.UNSURE, "no answer: " + e.getClass().getSimpleName());
    }
  }

  List<Check> checks(Registration registration) {
    return db.fetch(
            "select * from kedge.registration_check where registration = ? order by provider",
            registration.id())
        .map(
            row ->
                new Check(
                    Rows.text(row, "provider"),
                    Result.valueOf(Rows.text(row, "verdict")),
                    Rows.text(row, "detail"),
                    Rows.number(row, "at")));
  }

  List<Review> of(Registration registration) {
    return reviews(db, registration);
  }

  /// An officer declines.
  void decline(Caller officer, Registration registration, String reason) {
    db.transaction(
        inner -> {
          DSLContext here = inner.dsl();
          requireOpen(here, officer, registration);
          Json.Obj body =
              Json.Obj.empty().with("party", registration.party().value()).with("reason", reason);
          steps.send(
              registration.ledger(),
              officer.party(),
              "party.decline",
              body,
              List.of(keyOf(accounts.find(officer.account()).orElseThrow())));
          insert(here, officer, registration, new Decision(false, reason, InvestorClass.RETAIL, 0));
          here.execute(
              "update kedge.registration set status = 'DECLINED', reason = ?, decided_at = ?"
                  + " where id = ?",
              reason,
              clock.millis(),
              registration.id());
        });
  }

  /// What an officer decides.
  record Decision(boolean approve, String reason, InvestorClass investorClass, int feeTier) {}

  /// An officer approves; with the second one it takes effect on the ledger. The application's row
  /// is locked meanwhile: two officers at once are one after the other.
  Status approve(Caller officer, Registration registration, Decision decision) {
    return db.transactionResult(
        inner -> {
          DSLContext here = inner.dsl();
          requireOpen(here, officer, registration);
          IdentityProblem.KYC_FAILED.unless(
              checks(registration).stream().noneMatch(check -> check.verdict() == Result.FAILED),
              "a check failed");
          List<Review> before = reviews(here, registration);
          String person = person(officer);
          IdentityProblem.SAME_OFFICER.unless(
              before.stream()
                  .noneMatch(
                      review ->
                          review.account().equals(officer.account())
                              || review.officer().equals(person)),
              "another officer has to approve");
          before.stream()
              .findFirst()
              .ifPresent(
                  first ->
                      IdentityProblem.FIELD_WRONG.unless(
                          first.investorClass() == decision.investorClass()
                              && first.feeTier() == decision.feeTier(),
                          "the first officer said "
                              + first.investorClass()
                              + ", fee tier "
                              + first.feeTier()));
          insert(here, officer, registration, decision);
          Status next = before.isEmpty() ? Status.SECOND_PENDING : Status.VERIFIED;
          if (next == Status.VERIFIED) {
            verify(officer, before.getFirst(), registration, decision);
          }
          here.execute(
              "update kedge.registration set status = ?, decided_at = ? where id = ?",
              next.name(),
              next == Status.VERIFIED ? clock.millis() : null,
              registration.id());
          return next;
        });
  }

  private void verify(Caller second, Review first, Registration registration, Decision decision) {
    var keys = new ArrayList<KeyId>();
    keys.add(keyOf(accounts.find(first.account()).orElseThrow()));
    keys.add(keyOf(accounts.find(second.account()).orElseThrow()));
    Json.Obj body =
        Json.Obj.empty()
            .with("party", registration.party().value())
            .with("investorClass", decision.investorClass().name())
            .with("feeTier", new Json.Whole(decision.feeTier()))
            .with("reason", decision.reason());
    steps.send(registration.ledger(), second.party(), "party.verify", body, keys);
  }

  private KeyId keyOf(Account account) {
    return custody
        .find(account.ledger(), account.party(), account.employee())
        .map(SealedCustody.Held::id)
        .orElseThrow(() -> IdentityProblem.NOT_IN_CUSTODY.problem("the officer's key"));
  }

  private void requireOpen(DSLContext here, Caller officer, Registration registration) {
    IdentityProblem.OWN_CASE.unless(
        !registration.account().equals(officer.account())
            && !registration.party().equals(officer.party()),
        "your own application");
    Status status =
        Status.valueOf(
            here.fetchSingle(
                    "select status from kedge.registration where id = ? for update",
                    registration.id())
                .map(row -> Rows.text(row, "status")));
    IdentityProblem.STATE_UNFIT.unless(
        status == Status.SUBMITTED || status == Status.SECOND_PENDING,
        "the application is " + status);
  }

  private void insert(
      DSLContext here, Caller officer, Registration registration, Decision decision) {
    here.execute(
        "insert into kedge.registration_review (registration, account, officer, approve, reason,"
            + " investor_class, fee_tier, at) values (?, ?, ?, ?, ?, ?, ?, ?)",
        registration.id(),
        officer.account(),
        person(officer),
        decision.approve(),
        decision.reason(),
        decision.investorClass().name(),
        decision.feeTier(),
        clock.millis());
  }

  private static List<Review> reviews(DSLContext here, Registration registration) {
    return here.fetch(
            "select * from kedge.registration_review where registration = ? and approve"
                + " order by at, account",
            registration.id())
        .map(
            row ->
                new Review(
                    Rows.text(row, "account"),
                    Rows.text(row, "officer"),
                    Rows.truth(row, "approve"),
                    Rows.text(row, "reason"),
                    InvestorClass.valueOf(Rows.text(row, "investor_class")),
                    (int) Rows.number(row, "fee_tier"),
                    Rows.number(row, "at")));
  }

  private static String person(Caller officer) {
    return officer
        .employee()
        .map(EmployeeId::value)
        .map(employee -> "employee:" + officer.party().value() + "~" + employee)
        .orElse("account:" + officer.account());
  }
}
