package io.kedge.server.reading;

import io.kedge.kernel.LedgerTime;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.ReadModels;
import io.kedge.projection.Viewer;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.store.LedgerReads;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// Says for a request which ledger is read and who looks at it.
@Component
public final class Reads {
  private final LedgerGateway gateway;
  private final LedgerReads reads;

  Reads(LedgerGateway gateway, LedgerReads reads) {
    this.gateway = gateway;
    this.reads = reads;
  }

  /// What a request reads.
  ///
  /// @param ledger the ledger itself
  /// @param models its read models
  /// @param viewer who looks
  public record Look(HostedLedger ledger, ReadModels models, Viewer viewer) {
    /// Ledger time now.
    public LedgerTime now() {
      return ledger.now();
    }
  }

  /// The ledger of the caller, or the one that is named where nobody is signed in.
  ///
  /// @param name the query parameter `ledger`
  public Look of(Optional<Caller> caller, Optional<String> name) {
    HostedLedger ledger = gateway.ledger(caller.map(Caller::ledger).or(() -> name));
    return new Look(ledger, reads.models(ledger.name()), viewer(caller));
  }

  /// The ledger of the caller.
  public Look of(Caller caller) {
    return of(Optional.of(caller), Optional.empty());
  }

  /// Who looks, for the queries.
  public static Viewer viewer(Optional<Caller> caller) {
    return caller.map(c -> Viewer.of(c.party(), c.roles())).orElse(Viewer.ANYBODY);
  }

  /// Asks for a page.
  ///
  /// @param after the query parameter `after`: a cursor from the page before
  /// @param limit the query parameter `limit`
  /// @throws Problem `server.MALFORMED` where the cursor or the limit is none
  public static <R, T> Rows<T> rows(
      Optional<String> after,
      Optional<Integer> limit,
      Function<PageRequest, Page<R>> query,
      Function<R, T> row) {
    try {
      return Rows.of(query.apply(PageRequest.of(after, limit)).map(row));
    } catch (IllegalArgumentException e) {
      throw new Problem(ProblemCode.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  /// An id from a path or a query.
  ///
  /// @throws Problem `server.NOT_FOUND` where nothing can have it
  public static <T> T id(String text, Function<String, T> make) {
    try {
      return make.apply(text);
    } catch (IllegalArgumentException e) {
      throw notFound();
    }
  }

  /// What was asked for.
  ///
  /// @throws Problem `server.NOT_FOUND` where there is none, or none that the viewer may see
  public static <T> T found(Optional<T> what) {
    return what.orElseThrow(Reads::notFound);
  }

  private static Problem notFound() {
    return new Problem(ProblemCode.NOT_FOUND);
  }
}
