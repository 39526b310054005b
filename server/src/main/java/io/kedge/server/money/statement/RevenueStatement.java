package io.kedge.server.money.statement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/// How the proceeds of an issue are shared by the parties' own contract. Nobody is paid by
/// it: they settle outside.
///
/// @param issue the issue
/// @param issueName its name for people
/// @param issuer who sold it
/// @param unit currency
/// @param digits how many digits of an amount are fractions
/// @param from first day
/// @param to last day
/// @param zone whose days they are
/// @param basis the contract that says so, for people
/// @param sales what came in
/// @param parts who is to get what; together the net proceeds
/// @param height the last block that was looked at
public record RevenueStatement(
    String issue,
    String issueName,
    String issuer,
    String unit,
    int digits,
    LocalDate from,
    LocalDate to,
    ZoneId zone,
    String basis,
    List<Sale> sales,
    List<Part> parts,
    long height) {

  /// Copies the lists; the parts are the net proceeds, to the unit.
  public RevenueStatement {
    sales = List.copyOf(sales);
    parts = List.copyOf(parts);
    var gross = sales.stream().mapToLong(Sale::grossUnits).reduce(0, Math::addExact);
    var fees = sales.stream().mapToLong(Sale::feeUnits).reduce(0, Math::addExact);
    if (parts.stream().mapToLong(Part::units).reduce(0, Math::addExact) != gross - fees) {
      throw new IllegalArgumentException("the parts are not the proceeds");
    }
  }

  /// One command by which cash came to the issuer.
  ///
  /// @param at ledger time
  /// @param command the command's id, hexadecimal
  /// @param grossUnits what the buyers paid
  /// @param feeUnits what of it went to others as a fee
  /// @param height its block
  /// @param leafIndex its leaf
  public record Sale(
      Instant at, String command, long grossUnits, long feeUnits, long height, long leafIndex) {}

  /// A party's part.
  ///
  /// @param party its id
  /// @param name its name for people
  /// @param role `ISSUER`, `OWNER` or `RIGHTS_HOLDER`
  /// @param ppm parts per million
  /// @param units minor units
  public record Part(String party, String name, String role, long ppm, long units) {}

  /// What the buyers paid.
  public long grossUnits() {
    return sales.stream().mapToLong(Sale::grossUnits).reduce(0, Math::addExact);
  }

  /// What went to others as fees.
  public long feeUnits() {
    return sales.stream().mapToLong(Sale::feeUnits).reduce(0, Math::addExact);
  }

  /// What is shared.
  public long netUnits() {
    return Math.subtractExact(grossUnits(), feeUnits());
  }
}
