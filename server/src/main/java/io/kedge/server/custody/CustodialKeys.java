package io.kedge.server.custody;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.PartyId;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/// The public side of the keys that are kept here, as rows: whose they are.
final class CustodialKeys {
  private final DSLContext db;
  private final InstantSource clock;

  /// One key.
  ///
  /// @param id its name, also in the sealed store
  /// @param ledger name of the ledger
  /// @param party whose it is
  /// @param employee who acts with it; empty for the party's own
  /// @param publicKey its public bytes
  /// @param createdAt epoch milliseconds
  /// @param retired true where it signs no more
  record Row(
      KeyId id,
      String ledger,
      PartyId party,
      Optional<EmployeeId> employee,
      Bytes publicKey,
      long createdAt,
      boolean retired) {}

  CustodialKeys(DSLContext db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  void add(
      KeyId id,
      String ledger,
      PartyId party,
      Optional<EmployeeId> employee,
      VerificationKey.Algorithm algorithm,
      Bytes publicKey) {
    db.execute(
        "insert into kedge.custodial_key (key_id, ledger, party, employee, algorithm, public_key,"
            + " created_at) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
        id.value(),
        ledger,
        party.value(),
        employee.map(EmployeeId::value).orElse(null),
        algorithm.name(),
        publicKey.toArray(),
        clock.millis());
  }

  /// The newest key in use of a party or an employee.
  Optional<Row> find(String ledger, PartyId party, Optional<EmployeeId> employee) {
    return db.fetchOptional(
            "select * from kedge.custodial_key where ledger = ? and party = ?"
                + " and employee is not distinct from ?::text and retired_at is null"
                + " order by created_at desc, key_id limit 1",
            ledger,
            party.value(),
            employee.map(EmployeeId::value).orElse(null))
        .map(CustodialKeys::row);
  }

  Optional<Row> find(KeyId id) {
    return db.fetchOptional("select * from kedge.custodial_key where key_id = ?", id.value())
        .map(CustodialKeys::row);
  }

  List<Row> of(String ledger, PartyId party) {
    return db.fetch(
            "select * from kedge.custodial_key where ledger = ? and party = ?"
                + " order by created_at, key_id limit 1000",
            ledger,
            party.value())
        .map(CustodialKeys::row);
  }

  void retire(KeyId id) {
    db.execute(
        "update kedge.custodial_key set retired_at = ? where key_id = ? and retired_at is null",
        clock.millis(),
        id.value());
  }

  private static Row row(Record row) {
    return new Row(
        new KeyId(text(row, "key_id")),
        text(row, "ledger"),
        new PartyId(text(row, "party")),
        Optional.ofNullable(row.get("employee", String.class)).map(EmployeeId::new),
        Bytes.wrap(Objects.requireNonNull(row.get("public_key", byte[].class))),
        Objects.requireNonNull(row.get("created_at", Long.class)),
        row.get("retired_at", Long.class) != null);
  }

  private static String text(Record row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }
}
