package io.kedge.server.money;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.PartyId;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.store.Store;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Whose transfers are whose, and where customers are paid to.
@Component
public class Customers {
  private static final int NAMES_MAX = 20;
  private static final int PAYEES_MAX = 100;
  private static final int SALT_BYTES = 16;

  private final Store store;
  private final InstantSource clock = InstantSource.system();
  private final SecureRandom random = new SecureRandom();

  Customers(Store store) {
    this.store = store;
  }

  /// A bank account to be paid to.
  ///
  /// @param commitment what the ledger has of it
  public record Payee(Digest commitment, String holder, String number, String bic) {}

  /// The reference that a party writes into its transfers.
  public DepositReference reference(String ledger, PartyId party) {
    return reference(store.db(), ledger, party);
  }

  private DepositReference reference(DSLContext db, String ledger, PartyId party) {
    var reference = DepositReference.of(ledger, party);
    db.execute(
        "insert into kedge.money_customer (ledger, party, reference, since) values (?,?,?,?) on"
            + " conflict (ledger, party) do nothing",
        ledger,
        party.value(),
        reference.value(),
        clock.millis());
    return reference;
  }

  /// Adds names under which a party pays.
  ///
  /// @param by login of who says so
  public void addNames(String ledger, PartyId party, List<String> names, String by) {
    if (names.isEmpty() || names.size() > NAMES_MAX) {
      throw new Problem(ProblemCode.MALFORMED, "names: 1 to " + NAMES_MAX);
    }
    store.transact(
        db -> {
          reference(db, ledger, party);
          for (var name : names) {
            requireText("names", name, 140);
            db.execute(
                "insert into kedge.money_payer_name (ledger, party, name, added_by, added_at)"
                    + " values (?,?,?,?,?) on conflict do nothing",
                ledger,
                party.value(),
                name.strip(),
                by,
                clock.millis());
          }
        });
  }

  /// The names under which a party pays, the oldest first.
  public List<String> names(String ledger, PartyId party) {
    return store
        .db()
        .fetch(
            "select name from kedge.money_payer_name where ledger = ? and party = ? order by"
                + " added_at, name limit 100",
            ledger,
            party.value())
        .map(r -> Columns.text(r, "name"));
  }

  /// Registers a bank account of the caller's party. Money goes out to its own name alone, once
  /// names of it are known.
  ///
  /// @throws Problem `money.HOLDER_WRONG`
  Payee addPayee(Caller caller, String holder, String number, String bic) {
    requireText("holder", holder, 140);
    var plain = number.replace(" ", "");
    if (!plain.matches("[A-Za-z0-9]{4,34}")
        || !bic.matches("([A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?)?")) {
      throw new Problem(ProblemCode.MALFORMED, "number, bic");
    }
    var names = names(caller.ledger(), caller.party());
    if (!names.isEmpty() && !PayerName.isOneOf(holder, names)) {
      throw MoneyRefusal.HOLDER_WRONG.problem(holder);
    }
    if (payees(caller).size() >= PAYEES_MAX) {
      throw new Problem(ProblemCode.MALFORMED, "at most " + PAYEES_MAX + " accounts");
    }
    var salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    var commitment =
        Digest.of(
            Bytes.utf8("kedge.payee|"),
            Bytes.wrap(salt),
            Bytes.utf8(String.join("|", holder, plain, bic)));
    store
        .db()
        .execute(
            "insert into kedge.money_payee (commitment, ledger, party, holder, number, bic, salt,"
                + " added_at) values (?,?,?,?,?,?,?,?)",
            commitment.hex(),
            caller.ledger(),
            caller.party().value(),
            holder,
            plain,
            bic,
            salt,
            clock.millis());
    return new Payee(commitment, holder, plain, bic);
  }

  /// The bank accounts of the caller's party.
  List<Payee> payees(Caller caller) {
    return store
        .db()
        .fetch(
            "select * from kedge.money_payee where ledger = ? and party = ? order by added_at limit"
                + " ?",
            caller.ledger(),
            caller.party().value(),
            PAYEES_MAX)
        .map(
            r ->
                new Payee(
                    Digest.fromHex(Columns.text(r, "commitment")),
                    Columns.text(r, "holder"),
                    Columns.text(r, "number"),
                    Columns.text(r, "bic")));
  }

  private static void requireText(String member, String text, int max) {
    if (text.isBlank() || text.length() > max || text.chars().anyMatch(Character::isISOControl)) {
      throw new Problem(ProblemCode.MALFORMED, member + ": 1 to " + max + " characters");
    }
  }
}
