package io.kedge.server.trading;

import static io.kedge.server.reading.Told.number;
import static io.kedge.server.reading.Told.time;

import io.kedge.projection.jooq.tables.records.DepositCorrectionsRecord;
import io.kedge.projection.jooq.tables.records.DepositsRecord;
import io.kedge.projection.jooq.tables.records.FeeVersionsRecord;
import io.kedge.projection.jooq.tables.records.WithdrawalsRecord;
import io.kedge.projection.trading.CashQueries;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.reading.Reads;
import io.kedge.server.reading.Rows;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Cash that came and went at banks, for its holder and its clearing agent, and announced fee
/// rates (C-29).
@RestController
@RequestMapping("/api/v1")
class CashController {
  private final Reads reads;

  CashController(Reads reads) {
    this.reads = reads;
  }

  /// A deposit that was minted.
  ///
  /// @param bank the bank
  /// @param reference its booking
  /// @param cash which cash
  /// @param units how much
  /// @param holder who got it
  /// @param corrected how much of it was taken back since
  /// @param at ledger time
  /// @param commandId the command
  /// @param height its block
  record Deposit(
      String bank,
      String reference,
      String cash,
      String units,
      String holder,
      String corrected,
      String at,
      String commandId,
      String height) {}

  /// A mistaken deposit that was taken back.
  ///
  /// @param bank the bank
  /// @param reference its booking
  /// @param cash which cash
  /// @param units how much was taken back
  /// @param holder from whom
  /// @param reason why
  /// @param consent id of the holder's agreement
  /// @param at ledger time
  /// @param commandId the command
  /// @param height its block
  record Correction(
      String bank,
      String reference,
      String cash,
      String units,
      String holder,
      String reason,
      String consent,
      String at,
      String commandId,
      String height) {}

  /// A withdrawal.
  ///
  /// @param id its lock
  /// @param holder who asked
  /// @param cash which cash
  /// @param units how much
  /// @param account commitment to the bank account
  /// @param state `ASKED`, `PAID_OUT` or `REJECTED`
  /// @param askedAt when
  /// @param endedAt when it was paid or rejected
  /// @param bank the bank that paid
  /// @param reference its booking
  /// @param reason why it was rejected
  /// @param commandId the command that asked
  /// @param height the block of its last change
  record Withdrawal(
      String id,
      String holder,
      String cash,
      String units,
      String account,
      String state,
      String askedAt,
      Optional<String> endedAt,
      Optional<String> bank,
      Optional<String> reference,
      Optional<String> reason,
      String commandId,
      String height) {}

  /// Announced fee rates.
  ///
  /// @param schedule the schedule
  /// @param operator who announced them
  /// @param effectiveFrom from when
  /// @param makerPpm rate of the order that stood first, in millionths, for tiers 0 to 9
  /// @param takerPpm rate of the other order
  /// @param subscriptionPpm rate of a subscription
  /// @param announcedAt when it was announced
  /// @param commandId the command
  /// @param height its block
  record FeeVersion(
      String schedule,
      String operator,
      String effectiveFrom,
      List<Integer> makerPpm,
      List<Integer> takerPpm,
      List<Integer> subscriptionPpm,
      String announcedAt,
      String commandId,
      String height) {}

  @GetMapping("/deposits")
  @Access(Access.SIGNED_IN)
  Rows<Deposit> deposits(
      Caller caller,
      @RequestParam Optional<String> party,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var look = reads.of(caller);
    return Reads.rows(
        after,
        limit,
        page -> new CashQueries(look.models()).deposits(look.viewer(), party, page),
        CashController::deposit);
  }

  private static Deposit deposit(DepositsRecord row) {
    return new Deposit(
        row.getBank(),
        row.getReference(),
        row.getCash(),
        number(row.getUnits().longValue()),
        row.getHolder(),
        number(row.getCorrected().longValue()),
        time(row.getAt().longValue()),
        row.getCommandId(),
        number(row.getHeight().longValue()));
  }

  @GetMapping("/deposit-corrections")
  @Access(Access.SIGNED_IN)
  Rows<Correction> corrections(
      Caller caller,
      @RequestParam Optional<String> party,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var look = reads.of(caller);
    return Reads.rows(
        after,
        limit,
        page -> new CashQueries(look.models()).corrections(look.viewer(), party, page),
        CashController::correction);
  }

  private static Correction correction(DepositCorrectionsRecord row) {
    return new Correction(
        row.getBank(),
        row.getReference(),
        row.getCash(),
        number(row.getUnits().longValue()),
        row.getHolder(),
        row.getReason(),
        row.getConsent(),
        time(row.getAt().longValue()),
        row.getCommandId(),
        number(row.getHeight().longValue()));
  }

  @GetMapping("/withdrawals")
  @Access(Access.SIGNED_IN)
  Rows<Withdrawal> withdrawals(
      Caller caller,
      @RequestParam Optional<String> party,
      @RequestParam Optional<String> state,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var look = reads.of(caller);
    return Reads.rows(
        after,
        limit,
        page -> new CashQueries(look.models()).withdrawals(look.viewer(), party, state, page),
        CashController::withdrawal);
  }

  private static Withdrawal withdrawal(WithdrawalsRecord row) {
    return new Withdrawal(
        row.getId(),
        row.getHolder(),
        row.getCash(),
        number(row.getUnits().longValue()),
        row.getAccount(),
        row.getState(),
        time(row.getAskedAt().longValue()),
        time(row.getEndedAt()),
        Optional.ofNullable(row.getBank()),
        Optional.ofNullable(row.getReference()),
        Optional.ofNullable(row.getReason()),
        row.getCommandId(),
        number(row.getHeight().longValue()));
  }

  @GetMapping("/fee-schedules")
  @Access(Access.PUBLIC)
  Rows<FeeVersion> feeSchedules(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @RequestParam Optional<String> schedule,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var look = reads.of(caller, ledger);
    return Reads.rows(
        after,
        limit,
        page -> new CashQueries(look.models()).feeVersions(schedule, page),
        CashController::feeVersion);
  }

  private static FeeVersion feeVersion(FeeVersionsRecord row) {
    return new FeeVersion(
        row.getSchedule(),
        row.getOperator(),
        time(row.getEffectiveFrom().longValue()),
        List.of(row.getMakerPpm()),
        List.of(row.getTakerPpm()),
        List.of(row.getSubscriptionPpm()),
        time(row.getAnnouncedAt().longValue()),
        row.getCommandId(),
        number(row.getHeight().longValue()));
  }
}
