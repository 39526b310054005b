package io.kedge.server.money;

import io.kedge.kernel.PartyId;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Deposits, withdrawals and payments as rows.
final class Rows {
  private static final String DEPOSITS =
      "select e.*, d.state, d.party, d.detail, d.command from kedge.money_deposit d join"
          + " kedge.money_entry e on e.id = d.entry where e.account = ? ";
  private static final String WITHDRAWALS =
      "select w.*, p.holder, p.number, p.bic from kedge.money_withdrawal w left join"
          + " kedge.money_payee p on p.commitment = w.commitment and p.party = w.party where w.account = ? ";

  private Rows() {}

  /// A deposit.
  ///
  /// @param entry number of the bank's entry
  /// @param reference of the bank
  /// @param units minor units
  /// @param bookedOn day
  /// @param payer name as the bank tells it
  /// @param payerAccount its account
  /// @param remittance what the payer wrote
  /// @param state where it is
  /// @param party whose it is
  /// @param detail why it is so, for people
  /// @param command the mint, once it was made
  record DepositRow(
      long entry,
      String reference,
      long units,
      Optional<LocalDate> bookedOn,
      String payer,
      String payerAccount,
      String remittance,
      DepositState state,
      Optional<PartyId> party,
      String detail,
      Optional<String> command) {
    static DepositRow of(Record row) {
      return new DepositRow(
          Columns.number(row, "id"),
          Columns.text(row, "reference"),
          Columns.number(row, "units"),
          Columns.maybeDay(row, "booked_on"),
          Columns.text(row, "counterparty"),
          Columns.text(row, "counterparty_account"),
          Columns.text(row, "remittance"),
          DepositState.valueOf(Columns.text(row, "state")),
          Columns.maybeText(row, "party").map(PartyId::new),
          Columns.text(row, "detail"),
          Columns.maybeText(row, "command"));
    }
  }

  /// A bank account that a customer registered to be paid to.
  record Payee(String holder, String number, String bic) {}

  /// A withdrawal.
  ///
  /// @param lock on the ledger
  /// @param party who asked
  /// @param units minor units
  /// @param state `ASKED`, `PAYING`, `PAID`, `REJECTING`, `REJECTED` or `STUCK`
  /// @param detail why it is so, for people
  /// @param payee where to; empty where nobody registered an account under the commitment
  /// @param askedAt ledger time, milliseconds
  record WithdrawalRow(
      String lock,
      PartyId party,
      long units,
      String state,
      String detail,
      Optional<Payee> payee,
      long askedAt) {
    static WithdrawalRow of(Record row) {
      return new WithdrawalRow(
          Columns.text(row, "lock"),
          new PartyId(Columns.text(row, "party")),
          Columns.number(row, "units"),
          Columns.text(row, "state"),
          Columns.text(row, "detail"),
          Columns.maybeText(row, "holder")
              .map(h -> new Payee(h, Columns.text(row, "number"), Columns.text(row, "bic"))),
          Columns.number(row, "asked_at"));
    }

    /// It can be paid: it was asked and the account is known; or the ledger refused to burn it.
    boolean mayPay() {
      return payee.isPresent() && (state.equals("ASKED") || state.equals("STUCK"));
    }

    /// It can be given back: no payment was ordered, or the ledger refused what followed.
    boolean mayReject() {
      return state.equals("ASKED") || state.equals("STUCK");
    }
  }

  /// A payment to be ordered.
  record Ordered(
      String endToEnd,
      String kind,
      String subject,
      long units,
      String payee,
      String number,
      String bic,
      String remittance) {}

  static DepositRow deposit(DSLContext db, TrustAccount account, String reference) {
    return db.fetchOptional(DEPOSITS + "and e.reference = ?", account.id(), reference)
        .map(DepositRow::of)
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "no deposit " + reference));
  }

  static List<DepositRow> deposits(
      DSLContext db, TrustAccount account, Optional<DepositState> state, long before, int limit) {
    return db.fetch(
            DEPOSITS
                + "and e.id < ? and (?::text is null or d.state = ?) order by e.id desc limit ?",
            account.id(),
            before,
            state.map(Enum::name).orElse(null),
            state.map(Enum::name).orElse(null),
            limit)
        .map(DepositRow::of);
  }

  static WithdrawalRow withdrawal(DSLContext db, TrustAccount account, String lock) {
    return db.fetchOptional(WITHDRAWALS + "and w.lock = ?", account.id(), lock)
        .map(WithdrawalRow::of)
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "no withdrawal " + lock));
  }

  static List<WithdrawalRow> withdrawals(
      DSLContext db, TrustAccount account, Optional<String> state, int limit) {
    return db.fetch(
            WITHDRAWALS
                + "and (?::text is null or w.state = ?) order by w.asked_at desc, w.lock limit ?",
            account.id(),
            state.orElse(null),
            state.orElse(null),
            limit)
        .map(WithdrawalRow::of);
  }

  static void withdrawalState(DSLContext db, String lock, String state, String detail) {
    db.execute(
        "update kedge.money_withdrawal set state = ?, detail = ?, version = version + 1 where lock"
            + " = ?",
        state,
        detail,
        lock);
  }

  /// Two officers signed the mint: whose it is, is settled.
  static void minting(DSLContext db, TrustAccount account, Decisions.Proposal proposal) {
    db.execute(
        "update kedge.money_deposit set state = 'MINTING', party = ?, detail = ?, version = version"
            + " + 1 where entry = ?",
        proposal.party().orElseThrow().value(),
        proposal.reason(),
        deposit(db, account, proposal.subject()).entry());
  }

  /// A payment is ordered once, however often it is decided.
  static void order(DSLContext db, TrustAccount account, Ordered payment, LocalDate day) {
    db.execute(
        "insert into kedge.money_payment (end_to_end, account, kind, subject, units, payee,"
            + " payee_number, payee_bic, remittance, state, reason, execute_on, ordered_at) values"
            + " (?,?,?,?,?,?,?,?,?,'ORDERED','',?,(extract(epoch from now()) * 1000)::bigint) on"
            + " conflict do nothing",
        payment.endToEnd(),
        account.id(),
        payment.kind(),
        payment.subject(),
        payment.units(),
        payment.payee(),
        payment.number(),
        payment.bic(),
        payment.remittance(),
        day);
  }

  static String claimDeposit(DSLContext db, TrustAccount account, long claim) {
    return db.fetchOptional(
            "select deposit from kedge.money_claim where account = ? and id = ?",
            account.id(),
            claim)
        .map(r -> Columns.text(r, "deposit"))
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "no claim " + claim));
  }

  /// The agent's own money covers a claim: it is no deposit of a customer any more.
  static void cover(DSLContext db, TrustAccount account, Decisions.Proposal proposal) {
    var deposit = deposit(db, account, proposal.subject());
    var claimed = claimDeposit(db, account, proposal.claim().orElseThrow());
    db.execute("delete from kedge.money_deposit where entry = ?", deposit.entry());
    db.execute(
        "update kedge.money_entry set kind = 'COVER', belongs_to = ? where id = ?",
        claimed,
        deposit.entry());
  }
}
