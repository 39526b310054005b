package io.kedge.server.store;

import io.kedge.projection.database.Database;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;

/// The server's own tables.
public final class Store {
  private final Database database;

  Store(Database database) {
    this.database = database;
  }

  /// Queries outside a transaction.
  public DSLContext db() {
    return database.jooq(ServerSchema.NAME, ServerSchema.NAME);
  }

  /// Does something in one transaction, wholly or not at all.
  public <T> T inTransaction(Function<DSLContext, T> work) {
    return db().transactionResult(inside -> work.apply(inside.dsl()));
  }

  /// Does something in one transaction, wholly or not at all.
  public void transact(Consumer<DSLContext> work) {
    db().transaction(inside -> work.accept(inside.dsl()));
  }
}
