package io.kedge.server.money.bank;

import io.kedge.server.money.iso.BankEntry;
import io.kedge.server.money.iso.BankMessage;
import io.kedge.server.money.iso.BankMessageWriter;
import io.kedge.server.money.iso.FileFaultException;
import io.kedge.server.money.iso.PaymentOrder;
import io.kedge.server.money.iso.PaymentOrderReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A bank that runs here, for demonstrations and tests. It sits at the other end of a
/// [DropFolder]: it takes the pain.001 files from `out/`, books them, and puts pain.002, camt.054
/// and camt.053 files into `in/`. No money exists behind it, and its name says so.
///
/// Its book is an append-only file; after a crash it goes on where it was. A payment order that
/// comes again is answered again and booked once.
public final class SandboxBank {
  /// Accounts whose number begins so are closed: payments to them are refused with `AC04`.
  public static final String CLOSED_PREFIX = "0000";

  private final SandboxAccount account;
  private final SandboxFiles files;
  private final InstantSource clock;
  private final SandboxBook book;

  /// The one account that it keeps.
  ///
  /// @param bank id on the ledger, a BIC in lower case
  /// @param number of the trust account
  /// @param owner its name
  /// @param currency ISO 4217
  /// @param zone of its business day
  public record SandboxAccount(
      String bank, String number, String owner, String currency, ZoneId zone) {}

  /// Opens the bank.
  ///
  /// @param account what it keeps
  /// @param folder the same folder as that of the [DropFolder]
  public SandboxBank(SandboxAccount account, Path folder, InstantSource clock) {
    this.account = account;
    this.files = new SandboxFiles(folder);
    this.clock = clock;
    this.book = new SandboxBook(folder.resolve("sandbox-book.txt"));
    catchUp();
  }

  /// Which account it keeps.
  public SandboxAccount account() {
    return account;
  }

  /// What is on the account, minor units.
  public synchronized long balance() {
    return book.entries().stream().mapToLong(BankEntry::signedUnits).reduce(0, Math::addExact);
  }

  /// What is on the books already when the bank begins.
  ///
  /// @param reference of the booking
  /// @param credit true for a deposit, false for a payment out
  /// @param units minor units, at least 1
  /// @param counterparty name of the other side
  /// @param endToEnd reference of the payment, or ""
  public record Earlier(
      String reference, boolean credit, long units, String counterparty, String endToEnd) {}

  /// Begins with what happened before, so that the account fits a ledger that has a past. A bank
  /// that has entries keeps them and takes none.
  public synchronized void begin(List<Earlier> past) {
    if (!book.entries().isEmpty()) return;
    for (var earlier : past) {
      booked(
          new Draft(
                  earlier.credit(),
                  earlier.units(),
                  earlier.credit() ? "PMNT/RCDT/DMCT" : "PMNT/ICDT/DMCT")
              .of(earlier.counterparty(), "", "")
              .endToEnd(earlier.endToEnd())
              .entry(earlier.reference(), account.currency(), today()));
    }
  }

  /// Money comes in; the bank notifies it.
  ///
  /// @param payer name of whoever pays
  /// @param payerAccount their account
  /// @param units minor units, at least 1
  /// @param remittance what they wrote
  /// @return the entry, booked
  public synchronized BankEntry deposit(
      String payer, String payerAccount, long units, String remittance) {
    requirePositive(units);
    return booked(
        new Draft(true, units, "PMNT/RCDT/DMCT")
            .of(payer, payerAccount, remittance)
            .entry(next(), account.currency(), today()));
  }

  /// The bank takes a deposit back, because its payer's bank asked for it.
  ///
  /// @param reference of the deposit
  /// @param reason an ISO return reason such as `FRAD`, `DUPL` or `CUST`
  /// @throws IllegalArgumentException where there is none, or it was taken back already
  public synchronized BankEntry recall(String reference, String reason) {
    var deposit =
        book.find(reference)
            .filter(BankEntry::credit)
            .orElseThrow(() -> new IllegalArgumentException("no deposit " + reference));
    if (book.entries().stream().anyMatch(e -> e.reversal() && e.transaction().equals(reference))) {
      throw new IllegalArgumentException(reference + " was taken back already");
    }
    return booked(
        new Draft(false, deposit.units(), "PMNT/RCDT/RPCR")
            .of(deposit.counterparty(), deposit.counterpartyAccount(), deposit.remittance())
            .reversalOf(deposit, reason)
            .entry(next(), account.currency(), today()));
  }

  /// A payment that went out comes back, because the receiver's bank would not have it.
  ///
  /// @param endToEnd the payment
  /// @param reason an ISO return reason such as `AC04`
  public synchronized BankEntry bounce(String endToEnd, String reason) {
    var payment =
        book.entries().stream()
            .filter(e -> !e.credit() && e.endToEnd().equals(endToEnd))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no payment " + endToEnd));
    return booked(
        new Draft(true, payment.units(), "PMNT/ICDT/RRTN")
            .of(payment.counterparty(), payment.counterpartyAccount(), payment.remittance())
            .reversalOf(payment, reason)
            .entry(next(), account.currency(), today()));
  }

  /// The bank takes its charges.
  public synchronized BankEntry charge(long units) {
    requirePositive(units);
    return booked(
        new Draft(false, units, "ACMT/MDOP/CHRG").entry(next(), account.currency(), today()));
  }

  /// Takes the payment orders that wait in `out/` and answers each with a pain.002.
  ///
  /// @return how many it took
  public synchronized int takeOrders() {
    var orders = files.orders();
    for (var file : orders) {
      answer(file);
      files.orderTaken(file);
    }
    return orders.size();
  }

  /// Closes a day: all that was booked since the last statement goes into a camt.053.
  ///
  /// @return the statement; also where nothing was booked
  public synchronized BankMessage.DayStatement closeDay(LocalDate day) {
    var statement = book.statement(account, day);
    book.closed(day);
    write(statement);
    return statement;
  }

  private void write(BankMessage.DayStatement statement) {
    var id = "%s-S%05d".formatted(account.bank(), statement.sequence().orElseThrow());
    files.put("camt053-" + id + ".xml", pen().statement(id, statement));
  }

  /// Writes again what a crash may have kept from being written: the file of the last fact.
  private void catchUp() {
    book.entries().stream().reduce((_, last) -> last).ifPresent(this::notify);
    book.lastStatement(account).ifPresent(this::write);
  }

  private void answer(BankFile file) {
    PaymentOrder order;
    try {
      order = PaymentOrderReader.read(file.content().toArray());
    } catch (FileFaultException fault) {
      files.refuse(file, fault.fault() + ": " + fault.getMessage());
      return;
    }
    var statuses = new ArrayList<BankMessage.PaymentStatus>();
    for (var payment : order.payments()) statuses.add(pay(payment));
    var id = "ST-" + order.messageId();
    var report =
        new BankMessage.StatusReport(
            id, "pain.002.001.10", order.messageId(), "", "", List.copyOf(statuses));
    files.put("pain002-" + order.messageId() + ".xml", pen().status(report));
  }

  private BankMessage.PaymentStatus pay(PaymentOrder.Payment payment) {
    var before =
        book.entries().stream()
            .filter(e -> !e.credit() && e.endToEnd().equals(payment.endToEnd()))
            .findFirst();
    if (before.isPresent()) {
      return status(payment, "ACSC", "", before.get().reference());
    }
    if (payment.payeeAccount().startsWith(CLOSED_PREFIX)) {
      return status(payment, "RJCT", "AC04 account closed", "");
    }
    if (payment.units() > balance()) {
      return status(payment, "RJCT", "AM04 insufficient funds", "");
    }
    var entry =
        booked(
            new Draft(false, payment.units(), "PMNT/ICDT/DMCT")
                .of(payment.payee(), payment.payeeAccount(), payment.remittance())
                .endToEnd(payment.endToEnd())
                .entry(next(), account.currency(), today()));
    return status(payment, "ACSC", "", entry.reference());
  }

  private static BankMessage.PaymentStatus status(
      PaymentOrder.Payment payment, String status, String reason, String reference) {
    return new BankMessage.PaymentStatus(payment.endToEnd(), status, reason, reference);
  }

  private BankEntry booked(BankEntry entry) {
    book.add(entry);
    notify(entry);
    return entry;
  }

  private void notify(BankEntry entry) {
    var id = "N-" + entry.reference();
    files.put(
        "camt054-" + entry.reference() + ".xml",
        pen().notification(id, new BankMessage.Notification(id, account.number(), List.of(entry))));
  }

  private BankMessageWriter pen() {
    return new BankMessageWriter(
        Instant.ofEpochSecond(clock.instant().getEpochSecond()), account.owner(), bic());
  }

  private String bic() {
    var bic = account.bank().toUpperCase(java.util.Locale.ROOT);
    return bic.matches("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?") ? bic : "";
  }

  private String next() {
    return "SB%08d".formatted(book.entries().size() + 1);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), account.zone());
  }

  private static void requirePositive(long units) {
    if (units < 1) throw new IllegalArgumentException("at least one unit");
  }

  /// An entry in the making.
  private record Draft(
      boolean credit,
      long units,
      String code,
      String name,
      String number,
      String remittance,
      String endToEnd,
      Optional<String> reversed,
      String reason) {
    Draft(boolean credit, long units, String code) {
      this(credit, units, code, "", "", "", "", Optional.empty(), "");
    }

    Draft of(String name, String number, String remittance) {
      return new Draft(credit, units, code, name, number, remittance, endToEnd, reversed, reason);
    }

    Draft endToEnd(String reference) {
      return new Draft(credit, units, code, name, number, remittance, reference, reversed, reason);
    }

    Draft reversalOf(BankEntry entry, String reason) {
      return new Draft(
          credit,
          units,
          code,
          name,
          number,
          remittance,
          entry.endToEnd(),
          Optional.of(entry.reference()),
          reason);
    }

    BankEntry entry(String reference, String currency, LocalDate day) {
      return new BankEntry(
          reference,
          credit,
          units,
          currency,
          BankEntry.Status.BOOKED,
          Optional.of(day),
          Optional.of(day),
          reversed.isPresent(),
          code,
          endToEnd,
          reversed.orElse(""),
          "",
          name,
          number,
          "",
          remittance,
          "",
          reason);
    }
  }
}
