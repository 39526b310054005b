package io.kedge.server.money.statement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A customer's statement (对账单) of one kind of value, cash or units of an issue, over days:
/// opening, every movement, closing. Each movement names the command it came from and its leaf in
/// the log, whose receipt proves it.
///
/// @param ledger the ledger's name
/// @param ledgerId its id, hexadecimal
/// @param party whose it is
/// @param name its name for people
/// @param instrument what it is of
/// @param unit currency, or word for a unit
/// @param digits how many digits of an amount are fractions
/// @param from first day
/// @param to last day
/// @param zone whose days they are
/// @param openingUnits before the first day
/// @param movements in the order of the ledger
/// @param height the last block that was looked at
public record CustomerStatement(
    String ledger,
    String ledgerId,
    String party,
    String name,
    String instrument,
    String unit,
    int digits,
    LocalDate from,
    LocalDate to,
    ZoneId zone,
    long openingUnits,
    List<Movement> movements,
    long height) {

  /// Copies the movements.
  public CustomerStatement {
    movements = List.copyOf(movements);
  }

  /// What one command did to the balance, locked value included.
  ///
  /// @param at ledger time
  /// @param command the command's id, hexadecimal
  /// @param type of the command, such as `settlement.settle`
  /// @param counterparty the other side, or ""
  /// @param reason why, for people, or ""
  /// @param units signed change, fee included
  /// @param feeUnits how much of it is a fee, 0 or more
  /// @param height its block
  /// @param leafIndex its leaf
  public record Movement(
      Instant at,
      String command,
      String type,
      String counterparty,
      String reason,
      long units,
      long feeUnits,
      long height,
      long leafIndex) {
    private Movement named(UnaryOperator<String> called) {
      var others =
          Arrays.stream(counterparty.split(", ")).map(called).collect(Collectors.joining(", "));
      return new Movement(at, command, type, others, reason, units, feeUnits, height, leafIndex);
    }
  }

  /// After the last movement.
  public long closingUnits() {
    return movements.stream().mapToLong(Movement::units).reduce(openingUnits, Math::addExact);
  }

  /// The same with names for people in place of ids.
  ///
  /// @param called the name of an id; the id itself where it has none
  public CustomerStatement named(UnaryOperator<String> called) {
    return new CustomerStatement(
        ledger,
        ledgerId,
        party,
        called.apply(party),
        instrument,
        unit,
        digits,
        from,
        to,
        zone,
        openingUnits,
        movements.stream().map(m -> m.named(called)).toList(),
        height);
  }
}
