package io.kedge.server.trading;

import static io.kedge.server.reading.Told.number;
import static io.kedge.server.reading.Told.time;

import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import io.kedge.note.LockPurpose;
import io.kedge.projection.jooq.tables.records.InstrumentsRecord;
import io.kedge.projection.jooq.tables.records.LocksRecord;
import io.kedge.projection.jooq.tables.records.NotesRecord;
import io.kedge.projection.trading.HoldingQueries;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Names;
import io.kedge.server.reading.Reads;
import io.kedge.server.reading.Rows;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What parties hold: instruments, balances, notes, locks (L-07).
@RestController
@RequestMapping("/api/v1")
class HoldingController {
  private final Reads reads;

  HoldingController(Reads reads) {
    this.reads = reads;
  }

  /// What notes are units of.
  ///
  /// @param id its id
  /// @param kind `ISSUE` or `CASH`
  /// @param symbol a short name; of cash its currency
  /// @param asset the anchor behind an issue
  /// @param digits fractional digits of an amount of cash, for display
  /// @param clearingAgent who owes the cash
  /// @param minted units that ever came into the world
  /// @param outstanding units in notes and locks
  record Instrument(
      String id,
      String kind,
      String symbol,
      Optional<String> asset,
      int digits,
      Optional<String> clearingAgent,
      String minted,
      String outstanding) {}

  /// What a party holds of an instrument.
  ///
  /// @param party who
  /// @param instrument what
  /// @param free units in notes
  /// @param locked units in locks
  /// @param total both
  /// @param changed the height of its last change; 0 where there was none
  record Balance(
      String party, String instrument, String free, String locked, String total, String changed) {
    static Balance of(String party, String instrument, long free, long locked, long changed) {
      return new Balance(
          party,
          instrument,
          number(free),
          number(locked),
          number(Math.addExact(free, locked)),
          number(changed));
    }
  }

  /// A balance at a height, exactly.
  ///
  /// @param balance the balance
  /// @param height the height it is of
  record BalanceAtHeight(Balance balance, String height) {}

  /// Value that may be spent.
  ///
  /// @param id the note
  /// @param owner whose it is
  /// @param instrument what
  /// @param units how much
  /// @param since when the youngest part was acquired
  /// @param createdBy the command that made it
  /// @param height its block
  record Note(
      String id,
      String owner,
      String instrument,
      String units,
      String since,
      String createdBy,
      String height) {}

  /// Value set aside for one purpose.
  ///
  /// @param id the lock
  /// @param owner whose the value still is
  /// @param instrument what
  /// @param units how much
  /// @param purpose what for
  /// @param purposeName the same in words
  /// @param executor who may execute it
  /// @param beneficiary to whom
  /// @param expiry from when on anyone may end it, by its own clock
  /// @param createdAt where its clock starts
  /// @param createdBy the command that made it
  /// @param height its block
  record Lock(
      String id,
      String owner,
      String instrument,
      String units,
      String purpose,
      String purposeName,
      Optional<String> executor,
      Optional<String> beneficiary,
      String expiry,
      String createdAt,
      String createdBy,
      String height) {}

  @GetMapping("/instruments")
  @Access(Access.PUBLIC)
  Rows<Instrument> instruments(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @RequestParam Optional<String> kind,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var look = reads.of(caller, ledger);
    return Reads.rows(
        after,
        limit,
        page -> new HoldingQueries(look.models()).instruments(kind, page),
        HoldingController::instrument);
  }

  private static Instrument instrument(InstrumentsRecord row) {
    return new Instrument(
        row.getId(),
        row.getKind(),
        row.getSymbol(),
        Optional.ofNullable(row.getAsset()),
        row.getDigits(),
        Optional.ofNullable(row.getClearingAgent()),
        number(row.getMinted().longValue()),
        number(row.getOutstanding().longValue()));
  }

  @GetMapping("/balances")
  @Access(Access.SIGNED_IN)
  Rows<Balance> balances(
      Caller caller,
      @RequestParam Optional<String> party,
      @RequestParam Optional<String> instrument,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var look = reads.of(caller);
    var filter = new HoldingQueries.Filter(party, instrument);
    return Reads.rows(
        after,
        limit,
        page -> new HoldingQueries(look.models()).balances(look.viewer(), filter, page),
        row ->
            Balance.of(
                row.getParty(),
                row.getInstrument(),
                row.getFree(),
                row.getLocked(),
                row.getHeight()));
  }

  @GetMapping("/balances/{party}/{instrument}")
  @Access(Access.SIGNED_IN)
  BalanceAtHeight balance(
      Caller caller,
      @PathVariable String party,
      @PathVariable String instrument,
      @RequestParam Optional<Long> height) {
    var look = reads.of(caller);
    var found =
        Reads.found(
            new HoldingQueries(look.models())
                .balance(
                    look.viewer(),
                    Reads.id(party, PartyId::new),
                    Reads.id(instrument, InstrumentId::new),
                    height));
    return new BalanceAtHeight(
        Balance.of(party, instrument, found.free(), found.locked(), found.changed()),
        number(found.height()));
  }

  @GetMapping("/notes")
  @Access(Access.SIGNED_IN)
  Rows<Note> notes(
      Caller caller,
      @RequestParam Optional<String> party,
      @RequestParam Optional<String> instrument,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var look = reads.of(caller);
    var filter = new HoldingQueries.Filter(party, instrument);
    return Reads.rows(
        after,
        limit,
        page -> new HoldingQueries(look.models()).notes(look.viewer(), filter, page),
        HoldingController::note);
  }

  private static Note note(NotesRecord row) {
    return new Note(
        row.getId(),
        row.getOwner(),
        row.getInstrument(),
        number(row.getUnits().longValue()),
        time(row.getSince().longValue()),
        row.getCreatedBy(),
        number(row.getCreatedHeight().longValue()));
  }

  @GetMapping("/locks")
  @Access(Access.SIGNED_IN)
  Rows<Lock> locks(
      Caller caller,
      @RequestParam Optional<String> party,
      @RequestParam Optional<String> instrument,
      @RequestParam Optional<String> purpose,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit,
      Locale locale) {
    var look = reads.of(caller);
    var filter = new HoldingQueries.Filter(party, instrument);
    return Reads.rows(
        after,
        limit,
        page -> new HoldingQueries(look.models()).locks(look.viewer(), filter, purpose, page),
        row -> lock(row, locale));
  }

  private static Lock lock(LocksRecord row, Locale locale) {
    return new Lock(
        row.getId(),
        row.getOwner(),
        row.getInstrument(),
        number(row.getUnits().longValue()),
        row.getPurpose(),
        Names.of(LockPurpose.class, row.getPurpose(), locale),
        Optional.ofNullable(row.getExecutor()),
        Optional.ofNullable(row.getBeneficiary()),
        time(row.getExpiry().longValue()),
        time(row.getCreatedAt().longValue()),
        row.getCreatedBy(),
        number(row.getCreatedHeight().longValue()));
  }
}
