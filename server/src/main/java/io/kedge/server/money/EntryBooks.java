package io.kedge.server.money;

import io.kedge.kernel.PartyId;
import io.kedge.server.money.iso.BankEntry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Books the entries of bank files: tells what each is, whose a deposit is, and what a recall takes
/// back.
@Component
class EntryBooks {
  private final MoneyLedger ledger;
  private final InstantSource clock = InstantSource.system();

  EntryBooks(MoneyLedger ledger) {
    this.ledger = ledger;
  }

  /// How many entries of a file were new, known, or not booked by the bank yet.
  static final class Count {
    int fresh;
    int known;
    int notBooked;

    void add(Count other) {
      fresh += other.fresh;
      known += other.known;
      notBooked += other.notBooked;
    }

    void add(boolean isNew) {
      if (isNew) fresh++;
      else known++;
    }

    String told() {
      return "%d new, %d known before, %d not booked yet".formatted(fresh, known, notBooked);
    }
  }

  /// Books an entry.
  ///
  /// @param statement the statement it stands in, where it is one that tells it
  /// @return false where it was booked before
  boolean book(
      DSLContext db, TrustAccount account, long file, BankEntry entry, Optional<String> statement) {
    var reference = LedgerReference.of(entry.reference());
    var known =
        db.fetchOptional(
            "select id, credit, units, statement from kedge.money_entry where account = ? and"
                + " reference = ?",
            account.id(),
            reference);
    if (known.isPresent()) {
      var row = known.get();
      if (Columns.truth(row, "credit") != entry.credit()
          || Columns.number(row, "units") != entry.units()) {
        throw new BankIntake.ConflictException(
            "money.ENTRY_CONFLICT", "entry " + reference + " came before with another amount");
      }
      var before = Columns.maybeText(row, "statement");
      if (before.isPresent() && statement.isPresent() && !before.equals(statement)) {
        throw new BankIntake.ConflictException(
            "money.ENTRY_CONFLICT", "entry " + reference + " is in statement " + before.get());
      }
      statement.ifPresent(
          s ->
              db.execute(
                  "update kedge.money_entry set statement = ? where id = ?",
                  s,
                  Columns.number(row, "id")));
      return false;
    }
    var payment = payment(db, account, entry.endToEnd());
    var elsewhere = payment.isEmpty() ? burned(db, account, entry) : Optional.<String>empty();
    var kind = elsewhere.isPresent() ? EntryKind.PAYMENT : EntryKind.of(entry, payment.isPresent());
    var id = insert(db, account, file, entry, reference, kind, statement);
    switch (kind) {
      case DEPOSIT -> deposit(db, account, id, reference, entry);
      case PAYMENT -> {
        if (payment.isPresent()) paid(db, account, id, reference, entry, payment.get());
        elsewhere.ifPresent(burned -> belongs(db, id, burned));
      }
      case PAYMENT_RETURNED -> returned(db, id, payment.orElseThrow());
      case RECALL -> recall(db, account, id, entry);
      case CHARGE, INTEREST, COVER, UNKNOWN_DEBIT -> {}
    }
    return true;
  }

  private long insert(
      DSLContext db,
      TrustAccount account,
      long file,
      BankEntry entry,
      String reference,
      EntryKind kind,
      Optional<String> statement) {
    return Columns.number(
        db.fetchSingle(
            "insert into kedge.money_entry (account, reference, kind, credit, units, booked_on,"
                + " end_to_end, transaction, counterparty, counterparty_account,"
                + " counterparty_bank, remittance, information, return_reason, file, statement,"
                + " booked_at) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) returning id",
            account.id(),
            reference,
            kind.name(),
            entry.credit(),
            entry.units(),
            entry.bookedOn().orElse(null),
            entry.endToEnd(),
            entry.transaction(),
            entry.counterparty(),
            entry.counterpartyAccount(),
            entry.counterpartyBank(),
            entry.remittance(),
            entry.information(),
            entry.returnReason(),
            file,
            statement.orElse(null),
            clock.millis()),
        "id");
  }

  /// A payment of ours.
  ///
  /// @param endToEnd our reference
  /// @param kind `WITHDRAWAL` or `RETURN`
  /// @param subject the lock, or the deposit's reference
  private record Ours(String endToEnd, String kind, String subject) {}

  private static Optional<Ours> payment(DSLContext db, TrustAccount account, String endToEnd) {
    if (endToEnd.isEmpty()) return Optional.empty();
    return db.fetchOptional(
            "select * from kedge.money_payment where account = ? and end_to_end = ?",
            account.id(),
            endToEnd)
        .map(r -> new Ours(endToEnd, Columns.text(r, "kind"), Columns.text(r, "subject")));
  }

  /// Under which reference the ledger burned a withdrawal that this debit paid, where the payment
  /// was not ordered from here.
  private static Optional<String> burned(DSLContext db, TrustAccount account, BankEntry entry) {
    if (entry.credit()) return Optional.empty();
    return db.fetchOptional(
            "select burned_as from kedge.money_withdrawal where account = ? and burned_as in (?, ?)",
            account.id(),
            LedgerReference.of(entry.reference()),
            LedgerReference.of(entry.endToEnd()))
        .map(r -> Columns.text(r, "burned_as"));
  }

  private static void belongs(DSLContext db, long id, String to) {
    db.execute("update kedge.money_entry set belongs_to = ? where id = ?", to, id);
  }

  /// Whose it is: by the reference in the remittance, or minted already by somebody's command.
  private void deposit(
      DSLContext db, TrustAccount account, long id, String reference, BankEntry entry) {
    var minted = ledger.deposit(account, reference);
    if (minted.isPresent()) {
      var holder = minted.get().holder();
      state(db, id, DepositState.MINTED, Optional.of(holder), "minted before it was read");
      return;
    }
    var references = DepositReference.in(entry.remittance() + " " + entry.endToEnd());
    var parties =
        references.stream().flatMap(r -> party(db, account, r).stream()).distinct().toList();
    if (parties.size() != 1) {
      var why = parties.isEmpty() ? "no known reference" : "references of several parties";
      state(db, id, DepositState.UNMATCHED, Optional.empty(), why);
      return;
    }
    var party = parties.getFirst();
    var names = names(db, account, party);
    if (PayerName.isOneOf(entry.counterparty(), names)) {
      state(db, id, DepositState.MATCHED, Optional.of(party), "reference and name");
    } else {
      var why = "payer \"%s\" is no registered name".formatted(entry.counterparty());
      state(db, id, DepositState.HELD, Optional.of(party), why);
    }
  }

  private static Optional<PartyId> party(
      DSLContext db, TrustAccount account, DepositReference reference) {
    return db.fetchOptional(
            "select party from kedge.money_customer where ledger = ? and reference = ?",
            account.ledger(),
            reference.value())
        .map(r -> new PartyId(Columns.text(r, "party")));
  }

  private static List<String> names(DSLContext db, TrustAccount account, PartyId party) {
    return db.fetch(
            "select name from kedge.money_payer_name where ledger = ? and party = ? limit 100",
            account.ledger(),
            party.value())
        .map(r -> Columns.text(r, "name"));
  }

  private static void state(
      DSLContext db, long entry, DepositState state, Optional<PartyId> party, String detail) {
    db.execute(
        "insert into kedge.money_deposit (entry, state, party, detail) values (?,?,?,?)",
        entry,
        state.name(),
        party.map(PartyId::value).orElse(null),
        detail);
  }

  private static void paid(
      DSLContext db,
      TrustAccount account,
      long id,
      String reference,
      BankEntry entry,
      Ours payment) {
    var back = payment.kind().equals("RETURN");
    db.execute(
        "update kedge.money_entry set belongs_to = ? where id = ?",
        back ? payment.subject() : payment.endToEnd(),
        id);
    db.execute(
        "update kedge.money_payment set state = 'SETTLED', bank_reference = ? where end_to_end = ?",
        reference,
        entry.endToEnd());
    if (back) {
      db.execute(
          "update kedge.money_deposit set state = 'RETURNED', version = version + 1 where state ="
              + " 'RETURNING' and entry = (select id from kedge.money_entry where account = ? and"
              + " reference = ?)",
          account.id(),
          payment.subject());
    }
  }

  /// Money that came back from the receiver's bank is a deposit of the same party again.
  private static void returned(DSLContext db, long id, Ours payment) {
    var party =
        db.fetchOptional(
                "select party from kedge.money_withdrawal where lock = ?", payment.subject())
            .map(r -> new PartyId(Columns.text(r, "party")));
    var why = "payment " + payment.endToEnd() + " came back";
    state(db, id, party.isPresent() ? DepositState.MATCHED : DepositState.UNMATCHED, party, why);
  }

  /// What a bank takes back: named by the transaction, the instruction or the payer's reference.
  private void recall(DSLContext db, TrustAccount account, long id, BankEntry entry) {
    var found =
        db.fetchOptional(
            "select e.id, e.reference, d.state, d.party from kedge.money_entry e join"
                + " kedge.money_deposit d on d.entry = e.id where e.account = ? and e.credit and"
                + " e.units = ? and (e.reference in (?, ?, ?) or e.end_to_end <> '' and"
                + " e.end_to_end = ?) and not exists (select 1 from kedge.money_entry r where"
                + " r.account = e.account and r.kind = 'RECALL' and r.belongs_to = e.reference)"
                + " order by e.id limit 1",
            account.id(),
            entry.units(),
            LedgerReference.of(entry.transaction()),
            LedgerReference.of(entry.instruction()),
            LedgerReference.of(entry.endToEnd()),
            entry.endToEnd());
    if (found.isEmpty()) return;
    var deposit = Columns.text(found.get(), "reference");
    var deposited = Columns.number(found.get(), "id");
    db.execute("update kedge.money_entry set belongs_to = ? where id = ?", deposit, id);
    db.execute(
        "update kedge.money_decision set state = 'WITHDRAWN', code = 'money.RECALLED' where account"
            + " = ? and subject = ? and state = 'OPEN'",
        account.id(),
        deposit);
    var state = DepositState.valueOf(Columns.text(found.get(), "state"));
    var why = "taken back by the bank: " + entry.returnReason();
    switch (state) {
      case UNMATCHED, HELD, MATCHED -> change(db, deposited, DepositState.RECALLED, why);
      case MINTING, MINTED, RETURNING, RETURNED -> {
        var party = Columns.maybeText(found.get(), "party").orElse("");
        db.execute(
            "insert into kedge.money_claim (account, deposit, party, units, reason, made_at) values"
                + " (?,?,?,?,?,?)",
            account.id(),
            deposit,
            party,
            entry.units(),
            why,
            clock.millis());
      }
      case RECALLED -> {}
    }
  }

  /// Moves a deposit on.
  static void change(DSLContext db, long entry, DepositState state, String detail) {
    db.execute(
        "update kedge.money_deposit set state = ?, detail = ?, version = version + 1 where entry ="
            + " ?",
        state.name(),
        detail,
        entry);
  }
}
