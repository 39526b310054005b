package io.kedge.server.money;

import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import java.time.ZoneId;
import org.jooq.Record;

/// An account at a bank that holds customers' money for one kind of cash (客户资金专户).
///
/// @param id of this server
/// @param ledger the ledger's name
/// @param bank the bank's id on the ledger: its BIC in lower case, or another id
/// @param number IBAN or number
/// @param bic of the bank, or ""
/// @param owner the account's name
/// @param cash which kind it backs
/// @param agent the clearing agent who owes that cash
/// @param currency ISO 4217
/// @param digits how many digits of an amount are fractions
/// @param zone of the bank's business day
/// @param sandbox true where no money is behind it
/// @param seenHeight how far the ledger was searched for withdrawals
public record TrustAccount(
    String id,
    String ledger,
    String bank,
    String number,
    String bic,
    String owner,
    InstrumentId cash,
    PartyId agent,
    String currency,
    int digits,
    ZoneId zone,
    boolean sandbox,
    long seenHeight) {

  static TrustAccount of(Record row) {
    return new TrustAccount(
        Columns.text(row, "id"),
        Columns.text(row, "ledger"),
        Columns.text(row, "bank"),
        Columns.text(row, "number"),
        Columns.text(row, "bic"),
        Columns.text(row, "owner"),
        new InstrumentId(Columns.text(row, "cash")),
        new PartyId(Columns.text(row, "agent")),
        Columns.text(row, "currency"),
        Math.toIntExact(Columns.number(row, "digits")),
        ZoneId.of(Columns.text(row, "zone")),
        Columns.truth(row, "sandbox"),
        Columns.number(row, "seen_height"));
  }
}
