package io.kedge.server.money;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.server.money.bank.BankFile;
import io.kedge.server.money.iso.BankEntry;
import io.kedge.server.money.iso.BankMessage;
import io.kedge.server.money.iso.BankMessages;
import io.kedge.server.money.iso.FileFaultException;
import io.kedge.server.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Takes files of banks: each once, each entry once, all of a file or nothing of it.
@Component
class BankIntake {
  private final Store store;
  private final EntryBooks books;
  private final InstantSource clock = InstantSource.system();

  BankIntake(Store store, EntryBooks books) {
    this.store = store;
    this.books = books;
  }

  /// What became of a file.
  ///
  /// @param outcome `TAKEN`, `REPLAY` or `REJECTED`
  /// @param code why it was rejected
  /// @param told for people
  record Result(String outcome, Optional<String> code, String told) {
    boolean rejected() {
      return outcome.equals("REJECTED");
    }
  }

  /// A file whose content contradicts what is known: nothing of it is booked.
  static final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    ConflictException(String code, String message) {
      super(message, null, false, false);
      this.code = code;
    }
  }

  /// Takes a file for an account.
  Result take(TrustAccount account, BankFile file) {
    var digest = Digest.of(file.content()).bytes().toArray();
    var before =
        store
            .db()
            .fetchOptional(
                "select id, name, received_at from kedge.money_file where account = ? and digest = ?"
                    + " and outcome = 'TAKEN'",
                account.id(),
                digest);
    if (before.isPresent()) {
      var told = "the same file was taken before as " + Columns.text(before.get(), "name");
      return keep(account, file, digest, new Result("REPLAY", Optional.empty(), told));
    }
    try {
      var message = BankMessages.read(file.content().toArray());
      return store.inTransaction(db -> take(db, account, file, digest, message));
    } catch (FileFaultException fault) {
      var why = Optional.ofNullable(fault.getMessage()).orElse("");
      var result = new Result("REJECTED", Optional.of(fault.fault().code()), why);
      return keep(account, file, digest, result);
    } catch (ConflictException conflict) {
      var why = Optional.ofNullable(conflict.getMessage()).orElse("");
      var result = new Result("REJECTED", Optional.of(conflict.code), why);
      return keep(account, file, digest, result);
    }
  }

  private Result keep(TrustAccount account, BankFile file, byte[] digest, Result result) {
    var content = result.rejected() ? file.content() : Bytes.EMPTY;
    insert(store.db(), account, new BankFile(file.name(), content), digest, "", "", result);
    return result;
  }

  private long insert(
      DSLContext db,
      TrustAccount account,
      BankFile file,
      byte[] digest,
      String type,
      String messageId,
      Result result) {
    return Columns.number(
        db.fetchSingle(
            "insert into kedge.money_file (account, name, digest, content, type, message_id,"
                + " outcome, code, told, received_at) values (?,?,?,?,nullif(?,''),nullif(?,''),?,?,?,?)"
                + " returning id",
            account.id(),
            file.name(),
            digest,
            file.content().toArray(),
            type,
            messageId,
            result.outcome(),
            result.code().orElse(null),
            result.told(),
            clock.millis()),
        "id");
  }

  private Result take(
      DSLContext db, TrustAccount account, BankFile file, byte[] digest, BankMessage message) {
    db.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", account.id());
    var other =
        db.fetchOptional(
            "select name from kedge.money_file where account = ? and message_id = ? and outcome ="
                + " 'TAKEN'",
            account.id(),
            message.messageId());
    if (other.isPresent()) {
      throw new ConflictException(
          "money.MESSAGE_ID_REUSED",
          "message "
              + message.messageId()
              + " came before with another content, as "
              + Columns.text(other.get(), "name"));
    }
    var placeholder = new Result("TAKEN", Optional.empty(), "");
    var id = insert(db, account, file, digest, message.type(), message.messageId(), placeholder);
    var told =
        switch (message) {
          case BankMessage.DayStatements statements -> statements(db, account, id, statements);
          case BankMessage.Notifications notifications -> {
            var count = new EntryBooks.Count();
            for (var notification : notifications.notifications()) {
              requireOurs(account, notification.account());
              count.add(entries(db, account, id, notification.entries(), Optional.empty()));
            }
            yield count.told();
          }
          case BankMessage.StatusReport report -> statuses(db, account, report);
        };
    db.execute("update kedge.money_file set told = ? where id = ?", told, id);
    return new Result("TAKEN", Optional.empty(), told);
  }

  private String statements(
      DSLContext db, TrustAccount account, long file, BankMessage.DayStatements message) {
    var told = new StringBuilder();
    for (var statement : message.statements()) {
      requireOurs(account, statement.account());
      if (!statement.currency().equals(account.currency())) {
        throw new ConflictException("money.CURRENCY_WRONG", "statement in " + statement.currency());
      }
      var last =
          db.fetchOptional(
              "select closing from kedge.money_statement where account = ? order by day desc,"
                  + " sequence desc nulls last limit 1",
              account.id());
      var gap =
          last.isPresent() && Columns.number(last.get(), "closing") != statement.openingUnits();
      var made =
          db.execute(
              "insert into kedge.money_statement (account, id, file, sequence, day, opening,"
                  + " closing) values (?,?,?,?,?,?,?) on conflict do nothing",
              account.id(),
              statement.id(),
              file,
              statement.sequence().orElse(null),
              statement.day(),
              statement.openingUnits(),
              statement.closingUnits());
      if (made == 0) {
        throw new ConflictException("money.STATEMENT_REUSED", "statement " + statement.id());
      }
      var count = entries(db, account, file, statement.entries(), Optional.of(statement.id()));
      told.append("statement ").append(statement.id()).append(": ").append(count.told());
      if (gap) told.append("; its opening is not the closing of the one before: one is missing");
      told.append(". ");
    }
    return told.toString().strip();
  }

  private EntryBooks.Count entries(
      DSLContext db,
      TrustAccount account,
      long file,
      List<BankEntry> entries,
      Optional<String> statement) {
    var count = new EntryBooks.Count();
    for (var entry : entries) {
      if (!entry.currency().equals(account.currency())) {
        throw new ConflictException("money.CURRENCY_WRONG", "entry in " + entry.currency());
      }
      if (entry.status() == BankEntry.Status.BOOKED) {
        count.add(books.book(db, account, file, entry, statement));
      } else {
        count.notBooked++;
      }
    }
    return count;
  }

  private static void requireOurs(TrustAccount account, String number) {
    if (!account.number().replace(" ", "").equals(number)) {
      throw new ConflictException("money.ACCOUNT_WRONG", "the file is of account " + number);
    }
  }

  private static String statuses(
      DSLContext db, TrustAccount account, BankMessage.StatusReport report) {
    var payments = report.payments();
    if (payments.isEmpty()) {
      payments =
          db.fetch(
                  "select end_to_end from kedge.money_payment where account = ? and end_to_end = ?",
                  account.id(),
                  report.originalMessageId())
              .map(
                  r ->
                      new BankMessage.PaymentStatus(
                          Columns.text(r, "end_to_end"),
                          report.groupStatus(),
                          report.groupReason(),
                          ""));
    }
    var told = new StringBuilder();
    for (var payment : payments) {
      var state =
          switch (payment.status()) {
            case "ACSC", "ACCC" -> "SETTLED";
            case "RJCT", "CANC" -> "REJECTED";
            default -> "SENT";
          };
      var changed =
          db.execute(
              "update kedge.money_payment set state = ?, reason = ?, bank_reference ="
                  + " coalesce(nullif(?, ''), bank_reference) where account = ? and end_to_end = ?"
                  + " and state in ('ORDERED', 'SENT')",
              state,
              payment.reason(),
              payment.bankReference(),
              account.id(),
              payment.endToEnd());
      told.append(payment.endToEnd()).append(' ').append(payment.status());
      told.append(changed == 0 ? " (not awaited)" : "").append("; ");
    }
    return told.toString();
  }
}
