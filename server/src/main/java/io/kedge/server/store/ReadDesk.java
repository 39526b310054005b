package io.kedge.server.store;

import io.kedge.projection.PageRequest;
import io.kedge.projection.Reading;
import io.kedge.projection.Viewer;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// Where read requests are answered: it picks the ledger, says for whom is read, and lets the
/// question see one moment of the read models. Controllers have nothing to filter afterwards.
@Component
public final class ReadDesk {
  private final LedgerGateway gateway;
  private final LedgerReads reads;

  ReadDesk(LedgerGateway gateway, LedgerReads reads) {
    this.gateway = gateway;
    this.reads = reads;
  }

  /// Answers a question of somebody who may be signed in.
  ///
  /// @param caller whose ledger is meant where somebody is signed in
  /// @param ledger the ledger's name where nobody is; none for the server's first
  public <T> T ask(
      Optional<Caller> caller, Optional<String> ledger, BiFunction<Reading, Viewer, T> question) {
    HostedLedger hosted = gateway.ledger(caller.map(Caller::ledger).or(() -> ledger));
    Viewer viewer =
        caller
            .map(known -> new Viewer(Optional.of(known.party()), known.seesAll()))
            .orElse(Viewer.ANYBODY);
    return Reading.of(
        reads.db(hosted.name()), reading -> question.apply(reading.at(hosted.now()), viewer));
  }

  /// Answers a question of somebody who is signed in.
  public <T> T ask(Caller caller, BiFunction<Reading, Viewer, T> question) {
    return ask(Optional.of(caller), Optional.empty(), question);
  }

  /// Which rows a request wants.
  ///
  /// @throws Problem `server.MALFORMED` where the cursor or the limit is none
  public static PageRequest page(Optional<String> after, Optional<Integer> limit) {
    try {
      return PageRequest.of(after, limit);
    } catch (IllegalArgumentException e) {
      throw new Problem(ProblemCode.MALFORMED, "after or limit: " + e.getMessage());
    }
  }

  /// An id as a path has it: a `~` stands for the `/` that an id may contain and a path may not.
  ///
  /// @throws Problem `server.NOT_FOUND` where it has not the form of an id, so nothing is called so
  public static <T> T id(String segment, Function<String, T> type) {
    try {
      return type.apply(segment.replace('~', '/'));
    } catch (IllegalArgumentException _) {
      throw notFound(segment);
    }
  }

  /// A filter that names something by its id.
  ///
  /// @throws Problem `server.MALFORMED` where it has not the form of an id
  public static <T> Optional<T> filter(Optional<String> text, Function<String, T> type) {
    try {
      return text.map(type);
    } catch (IllegalArgumentException e) {
      throw new Problem(ProblemCode.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  /// There is no such thing, or none that the caller may see: the answer is the same.
  public static Problem notFound(String what) {
    return new Problem(ProblemCode.NOT_FOUND, what);
  }
}
