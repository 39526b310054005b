package io.kedge.projection;

import io.kedge.genesis.Genesis;
import io.kedge.kernel.Digest;
import io.kedge.projection.database.Database;
import org.jooq.DSLContext;

/// The schema that holds one ledger's read models: `ledger_` and the first twelve hexadecimal
/// digits of the ledger's id. All of it can be dropped and built again.
///
/// @param ledger the ledger's id
/// @param name the schema's name
public record LedgerSchema(Digest ledger, String name) {
  /// The schema's name in generated code.
  public static final String GENERATED = "ledger";

  /// Where its migrations are.
  public static final String MIGRATIONS = "db/ledger";

  private static final int DIGITS = 12;

  /// The schema of a ledger.
  public static LedgerSchema of(Genesis genesis) {
    Digest ledger = genesis.ledgerId();
    return new LedgerSchema(ledger, "ledger_" + ledger.bytes().hex().substring(0, DIGITS));
  }

  /// The schema in which the same ledger's read models are built anew.
  LedgerSchema next() {
    return new LedgerSchema(ledger, name + "_next");
  }

  /// The schema that a rebuilt one has replaced.
  LedgerSchema old() {
    return new LedgerSchema(ledger, name + "_old");
  }

  /// Brings its tables to the newest migration.
  public void migrate(Database database) {
    database.migrate(name, MIGRATIONS);
  }

  /// Queries in this schema.
  public DSLContext in(Database database) {
    return database.jooq(GENERATED, name);
  }
}
