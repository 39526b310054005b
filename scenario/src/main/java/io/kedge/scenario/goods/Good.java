package io.kedge.scenario.goods;

import io.kedge.kernel.Identifiers;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One good of a table: what it is, how it is packed, what it costs, and who says so.
///
/// @param line its row in the table
/// @param row the row as it stands there, without its line end
/// @param code its id
/// @param family the first part of the code: `tea`, `baijiu` and the like
/// @param names its name by language
/// @param producer its producer by language
/// @param origin where it comes from by language
/// @param kind its kind, from goods.md
/// @param year production year or vintage, where it has one
/// @param pack how it is packed, in words
/// @param netQuantity net content of one piece, at least 1
/// @param netUnit `g` or `ml`
/// @param piecesPerUnit pieces in the smallest deliverable unit, at least 1
/// @param priceMinor price level of one deliverable unit in minor units of the currency
/// @param currency three letters
/// @param priceAsOf the day the price level stands for
/// @param source where facts and price come from
/// @param sourced true where the price is a published figure, false where it is illustrative
public record Good(
    int line,
    String row,
    String code,
    String family,
    Map<String, String> names,
    Map<String, String> producer,
    Map<String, String> origin,
    String kind,
    Optional<Integer> year,
    String pack,
    long netQuantity,
    String netUnit,
    int piecesPerUnit,
    long priceMinor,
    String currency,
    LocalDate priceAsOf,
    String source,
    boolean sourced) {

  /// The goods of a table in the columns of goods.md.
  ///
  /// @throws GoodsException naming line and column of the first row that is not one
  public static List<Good> read(String csv) {
    var goods = new ArrayList<Good>();
    var codes = new TreeMap<String, Integer>();
    for (Csv.Row row : Csv.read(csv)) {
      Good good = of(row);
      Integer before = codes.put(good.code(), good.line());
      if (before != null) {
        throw new GoodsException(
            row.line(), "code", good.code() + " is on line " + before + " too");
      }
      goods.add(good);
    }
    return goods;
  }

  private static Good of(Csv.Row row) {
    String code = required(row, "code");
    require(Identifiers.isId(code), row, "code", "not an id: " + code);
    String family = required(row, "family");
    require(code.startsWith(family + "."), row, "code", "does not begin with " + family + ".");
    String evidence = required(row, "evidence");
    require(
        evidence.equals("sourced") || evidence.equals("illustrative"),
        row,
        "evidence",
        "is sourced or illustrative, not " + evidence);
    String unit = required(row, "deliverableUnit");
    require(unit.equals("piece") || unit.equals("case"), row, "deliverableUnit", "is " + unit);
    long pieces = unit.equals("case") ? positive(row, "piecesPerCase") : 1;
    String year = row.fields().getOrDefault("year", "");
    require(year.isEmpty() || year.matches("[12]\\d{3}"), row, "year", "not a year: " + year);
    String currency = required(row, "currency");
    require(currency.matches("[A-Z]{3}"), row, "currency", "not three letters: " + currency);
    return new Good(
        row.line(),
        row.text(),
        code,
        family,
        texts(row, "name"),
        texts(row, "producer"),
        texts(row, "origin"),
        required(row, "kind"),
        year.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(year)),
        required(row, "pack"),
        positive(row, "netQuantity"),
        required(row, "netUnit"),
        Math.toIntExact(pieces),
        positive(row, "priceMinor"),
        currency,
        date(row),
        required(row, "source"),
        evidence.equals("sourced"));
  }

  private static Map<String, String> texts(Csv.Row row, String column) {
    return Map.of("zh-CN", required(row, column + "Zh"), "en", required(row, column + "En"));
  }

  private static LocalDate date(Csv.Row row) {
    String text = required(row, "priceAsOf");
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new GoodsException(row.line(), "priceAsOf", "not a date: " + text);
    }
  }

  private static long positive(Csv.Row row, String column) {
    String text = required(row, column);
    require(text.matches("[1-9]\\d{0,14}"), row, column, "not a whole number above 0: " + text);
    return Long.parseLong(text);
  }

  private static String required(Csv.Row row, String column) {
    String value = row.fields().getOrDefault(column, "");
    require(!value.isBlank(), row, column, "is missing");
    return value;
  }

  private static void require(boolean holds, Csv.Row row, String column, String otherwise) {
    if (!holds) {
      throw new GoodsException(row.line(), column, otherwise);
    }
  }
}
