package io.kedge.server.sql;

import io.kedge.projection.database.Database;
import io.kedge.projection.sql.SqlAccess;
import io.kedge.projection.sql.SqlAnswer;
import io.kedge.projection.sql.SqlCredential;
import io.kedge.projection.sql.SqlGuard;
import io.kedge.projection.sql.SqlLimits;
import io.kedge.projection.sql.SqlQueries;
import io.kedge.projection.sql.SqlRefusedException;
import io.kedge.projection.sql.SqlUnavailableException;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.store.LedgerReads;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;

/// Lets organisations read with SQL. Nothing is prepared in the database before the first asks;
/// where
/// somebody has asked before, the views are prepared again at the start.
@Service
class SqlDesk {
  private final Database database;
  private final LedgerReads reads;
  private final SqlGuard guard;
  private final Map<String, Offer> offers = new ConcurrentHashMap<>();

  SqlDesk(Database database, LedgerGateway gateway, LedgerReads reads) {
    this.database = database;
    this.reads = reads;
    gateway.ledgers().stream()
        .map(HostedLedger::name)
        .filter(ledger -> access(ledger).isOffered())
        .forEach(this::offer);
    guard = SqlGuard.start(database, SqlLimits.STANDARD.timeout());
  }

  private record Offer(SqlAccess access, SqlQueries queries) {}

  /// Answers one query with the caller's role, which is made where it is not there yet.
  SqlAnswer query(Caller caller, String sql) {
    Offer offer = offer(caller.ledger());
    offer.access().ensure(caller.party(), caller.seesAll());
    try {
      return offer.queries().query(caller.party(), sql);
    } catch (SqlRefusedException e) {
      throw new Problem(SqlProblem.of(e.refusal()), String.valueOf(e.getMessage()));
    }
  }

  /// A new credential for the caller's organisation; the one before is worth nothing any more.
  SqlCredential renew(Caller caller) {
    return offer(caller.ledger()).access().grant(caller.party(), caller.seesAll());
  }

  /// Takes the credential of the caller's organisation away.
  void revoke(Caller caller) {
    offer(caller.ledger()).access().revoke(caller.party());
  }

  private Offer offer(String ledger) {
    try {
      return offers.computeIfAbsent(ledger, this::prepared);
    } catch (SqlUnavailableException e) {
      throw new Problem(SqlProblem.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private Offer prepared(String ledger) {
    SqlAccess access = access(ledger);
    access.prepare();
    reads.models(ledger).whenSwapped(SqlAccess::prepareAgain);
    return new Offer(access, new SqlQueries(access, SqlLimits.STANDARD));
  }

  private SqlAccess access(String ledger) {
    return new SqlAccess(database, reads.models(ledger).schema());
  }

  @PreDestroy
  void close() {
    guard.close();
  }
}
