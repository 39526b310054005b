package io.kedge.server.offering;

import static io.kedge.server.reading.Told.number;
import static io.kedge.server.reading.Told.time;

import io.kedge.kernel.OfferingId;
import io.kedge.offering.Decree;
import io.kedge.offering.Stage;
import io.kedge.projection.jooq.tables.records.OfferingDecreesRecord;
import io.kedge.projection.offering.OfferingQueries;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Names;
import io.kedge.server.reading.Reads;
import io.kedge.server.reading.Rows;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Offerings: what was announced, in which phase they are, and what was decreed (C-02, C-04).
@RestController
@RequestMapping("/api/v1/offerings")
class OfferingController {
  private final Reads reads;

  OfferingController(Reads reads) {
    this.reads = reads;
  }

  /// What was done to an offering.
  ///
  /// @param kind for example `POSTPONED`
  /// @param kindName the same in words
  /// @param stage which stage it is about
  /// @param stageName the same in words
  /// @param moment the time it names
  /// @param at when
  /// @param by who
  /// @param reason why
  /// @param commandId the command
  /// @param height its block
  record DecreeRow(
      String kind,
      String kindName,
      Optional<String> stage,
      Optional<String> stageName,
      Optional<String> moment,
      String at,
      String by,
      String reason,
      String commandId,
      String height) {}

  @GetMapping
  @Access(Access.PUBLIC)
  Rows<OfferingView> list(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @RequestParam Optional<String> issue,
      @RequestParam Optional<String> asset,
      @RequestParam Optional<String> issuer,
      @RequestParam Optional<String> status,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit,
      Locale locale) {
    var look = reads.of(caller, ledger);
    var filter = new OfferingQueries.Filter(issue, asset, issuer, status);
    return Reads.rows(
        after,
        limit,
        page -> new OfferingQueries(look.models()).offerings(filter, look.now(), page),
        row -> OfferingView.of(row, locale));
  }

  @GetMapping("/{id}")
  @Access(Access.PUBLIC)
  OfferingView get(
      Optional<Caller> caller,
      @PathVariable String id,
      @RequestParam Optional<String> ledger,
      Locale locale) {
    var look = reads.of(caller, ledger);
    var queries = new OfferingQueries(look.models());
    return OfferingView.of(
        Reads.found(queries.offering(Reads.id(id, OfferingId::new), look.now())), locale);
  }

  @GetMapping("/{id}/decrees")
  @Access(Access.PUBLIC)
  List<DecreeRow> decrees(
      Optional<Caller> caller,
      @PathVariable String id,
      @RequestParam Optional<String> ledger,
      Locale locale) {
    var queries = new OfferingQueries(reads.of(caller, ledger).models());
    return queries.decrees(Reads.id(id, OfferingId::new)).stream()
        .map(row -> decree(row, locale))
        .toList();
  }

  private static DecreeRow decree(OfferingDecreesRecord row, Locale locale) {
    Optional<String> stage = Optional.ofNullable(row.getStage());
    return new DecreeRow(
        row.getKind(),
        Names.of(Decree.Kind.class, row.getKind(), locale),
        stage,
        stage.map(name -> Names.of(Stage.class, name, locale)),
        time(row.getMoment()),
        time(row.getAt().longValue()),
        row.getByParty(),
        row.getReason(),
        row.getCommandId(),
        number(row.getHeight().longValue()));
  }
}
