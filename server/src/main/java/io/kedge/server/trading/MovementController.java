package io.kedge.server.trading;

import static io.kedge.server.reading.Told.number;
import static io.kedge.server.reading.Told.time;

import io.kedge.projection.jooq.tables.records.MovementPartsRecord;
import io.kedge.projection.trading.HoldingQueries;
import io.kedge.projection.trading.HoldingQueries.MovementRow;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Titles;
import io.kedge.server.reading.Reads;
import io.kedge.server.reading.Rows;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// How what a party holds came about: every movement with its reason, the other side and the fees
/// (C-29, C-30, C-33).
@RestController
@RequestMapping("/api/v1")
class MovementController {
  private final Reads reads;

  MovementController(Reads reads) {
    this.reads = reads;
  }

  /// What one command did to what one party holds of one instrument.
  ///
  /// @param party whose
  /// @param instrument of what
  /// @param at ledger time
  /// @param type the command's type
  /// @param title the same in words
  /// @param by who sent it
  /// @param free change of what is free
  /// @param locked change of what is locked
  /// @param freeAfter what was free afterwards
  /// @param lockedAfter what was locked afterwards
  /// @param parts why; they add up to both changes. None where it was only locked or released.
  /// @param commandId the command, which has a receipt
  /// @param height its block
  record Movement(
      String party,
      String instrument,
      String at,
      String type,
      String title,
      String by,
      String free,
      String locked,
      String freeAfter,
      String lockedAfter,
      List<Part> parts,
      String commandId,
      String height) {}

  /// A part of a movement.
  ///
  /// @param reason why, for example `TRADE` or `FEE`
  /// @param units what came, negative where it left
  /// @param counterpart the other side
  /// @param reference the order, offering, voucher or bank booking behind it
  record Part(
      String reason, String units, Optional<String> counterpart, Optional<String> reference) {
    static Part of(MovementPartsRecord row) {
      return new Part(
          row.getReason(),
          number(row.getUnits().longValue()),
          Optional.ofNullable(row.getCounterpart()),
          Optional.ofNullable(row.getReference()));
    }
  }

  /// A fee.
  ///
  /// @param party who paid (negative) or earned (positive)
  /// @param cash which cash
  /// @param units how much
  /// @param counterpart the other side
  /// @param reference the order or offering
  /// @param height the block
  record Fee(
      String party,
      String cash,
      String units,
      Optional<String> counterpart,
      Optional<String> reference,
      String height) {}

  @GetMapping("/movements")
  @Access(Access.SIGNED_IN)
  Rows<Movement> movements(
      Caller caller,
      @RequestParam Optional<String> party,
      @RequestParam Optional<String> instrument,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit,
      Locale locale) {
    var look = reads.of(caller);
    var filter = new HoldingQueries.Filter(party, instrument);
    return Reads.rows(
        after,
        limit,
        page -> new HoldingQueries(look.models()).movements(look.viewer(), filter, page),
        row -> movement(row, locale));
  }

  private static Movement movement(MovementRow found, Locale locale) {
    var row = found.row();
    int version = row.getType().indexOf('/');
    String type = version < 0 ? row.getType() : row.getType().substring(0, version);
    return new Movement(
        row.getParty(),
        row.getInstrument(),
        time(row.getAt().longValue()),
        type,
        Titles.ofCommand(type, locale),
        row.getByParty(),
        number(row.getFreeChange().longValue()),
        number(row.getLockedChange().longValue()),
        number(row.getFreeAfter().longValue()),
        number(row.getLockedAfter().longValue()),
        found.parts().stream().map(Part::of).toList(),
        row.getCommandId(),
        number(row.getHeight().longValue()));
  }

  @GetMapping("/fees")
  @Access(Access.SIGNED_IN)
  Rows<Fee> fees(
      Caller caller,
      @RequestParam Optional<String> party,
      @RequestParam Optional<String> cash,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var look = reads.of(caller);
    var filter = new HoldingQueries.Filter(party, cash);
    return Reads.rows(
        after,
        limit,
        page -> new HoldingQueries(look.models()).fees(look.viewer(), filter, page),
        MovementController::fee);
  }

  private static Fee fee(MovementPartsRecord row) {
    return new Fee(
        row.getParty(),
        row.getInstrument(),
        number(row.getUnits().longValue()),
        Optional.ofNullable(row.getCounterpart()),
        Optional.ofNullable(row.getReference()),
        number(row.getHeight().longValue()));
  }
}
