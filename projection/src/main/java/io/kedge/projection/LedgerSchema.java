package io.kedge.projection;

import io.kedge.genesis.Genesis;
import io.kedge.kernel.Digest;
import io.kedge.projection.database.Database;
import org.flywaydb.core.api.FlywayException;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

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

  private static final System.Logger LOG = System.getLogger(LedgerSchema.class.getName());
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
  ///
  /// What an older program has left is dropped where that changes anything: its rows lack what the
  /// new tables have, and all of them follow from the log.
  public void migrate(Database database) {
    boolean there =
        database
            .jooq()
            .resultQuery("select to_regclass({0}) is not null", DSL.inline(name + ".position"))
            .fetchOptional(0, Boolean.class)
            .orElse(false);
    if (!there || !changes(database)) {
      database.migrate(name, MIGRATIONS);
      return;
    }
    LOG.log(System.Logger.Level.INFO, "the read models in " + name + " are of an older program");
    database.jooq().dropSchemaIfExists(DSL.name(name)).cascade().execute();
    database.migrate(name, MIGRATIONS);
  }

  private boolean changes(Database database) {
    try {
      return database.migrate(name, MIGRATIONS) > 0;
    } catch (FlywayException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot migrate " + name + ": " + e.getMessage());
      return true;
    }
  }

  /// Queries in this schema.
  public DSLContext in(Database database) {
    return database.jooq(GENERATED, name);
  }
}
