package io.kedge.server.money.statement;

import io.kedge.server.api.Titles;
import io.kedge.server.money.statement.Sheet.Cell;
import io.kedge.server.money.statement.Sheet.Column;
import io.kedge.server.money.statement.Sheet.Fact;
import io.kedge.server.money.statement.Sheet.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/// Puts papers into words, in Chinese or English.
public final class Papers {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final String language;
  private final Locale locale;
  private final ResourceBundle words;

  private Papers(String language) {
    this.language = language;
    this.locale = language.startsWith("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    this.words =
        ResourceBundle.getBundle(
            "io.kedge.server.money.statement.papers",
            language.startsWith("zh") ? Locale.CHINESE : Locale.ENGLISH,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /// Papers in a language.
  ///
  /// @param language `zh-CN` or `en`
  public static Papers in(String language) {
    return new Papers(language.startsWith("zh") ? "zh-CN" : "en");
  }

  /// A customer's statement as a sheet.
  public Sheet customer(CustomerStatement s) {
    var rows = new ArrayList<Row>();
    var balance = s.openingUnits();
    long in = 0;
    long out = 0;
    long fees = 0;
    for (var m : s.movements()) {
      balance = Math.addExact(balance, m.units());
      if (m.units() >= 0) in = Math.addExact(in, m.units());
      else out = Math.subtractExact(out, m.units());
      fees = Math.addExact(fees, m.feeUnits());
      rows.add(
          new Row(
              List.of(
                  text(moment(m.at(), s.zone())),
                  text(Titles.ofCommand(m.type(), locale) + reason(m.reason())),
                  text(m.counterparty()),
                  amountIf(m.units() >= 0, m.units(), s.digits()),
                  amountIf(m.units() < 0, Math.negateExact(m.units()), s.digits()),
                  amountIf(m.feeUnits() > 0, m.feeUnits(), s.digits()),
                  amount(balance, s.digits())),
              word("proof").formatted(m.height(), m.leafIndex(), m.command())));
    }
    return new Sheet(
        word("statement.title"),
        s.name() + "  " + word("period").formatted(s.from(), s.to()),
        language,
        List.of(
            new Fact(word("party"), s.name() + " (" + s.party() + ")"),
            new Fact(word("instrument"), s.instrument() + " · " + s.unit()),
            new Fact(word("opening"), Amounts.text(s.openingUnits(), s.digits())),
            new Fact(word("closing"), Amounts.text(s.closingUnits(), s.digits())),
            new Fact(word("ledger"), s.ledger()),
            new Fact(word("height"), Long.toString(s.height())),
            new Fact(word("zone"), s.zone().getId()),
            new Fact(word("count"), Integer.toString(s.movements().size()))),
        List.of(
            new Column(word("time"), 17, false),
            new Column(word("what"), 26, false),
            new Column(word("counterparty"), 20, false),
            new Column(word("in"), 14, true),
            new Column(word("out"), 14, true),
            new Column(word("fee"), 10, true),
            new Column(word("balance"), 15, true)),
        rows,
        List.of(
            text(word("total")),
            new Cell.Empty(),
            new Cell.Empty(),
            amount(in, s.digits()),
            amount(out, s.digits()),
            amount(fees, s.digits()),
            amount(balance, s.digits())),
        List.of(word("statement.note"), word("proof.note").formatted(s.ledgerId())));
  }

  /// A revenue-sharing statement (分利单, A-10) as a sheet.
  public Sheet revenue(RevenueStatement s) {
    var rows = new ArrayList<Row>();
    for (var part : s.parts()) {
      rows.add(
          new Row(
              List.of(
                  text(part.name() + " (" + part.party() + ")"),
                  text(word("role." + part.role(), part.role())),
                  text(Amounts.text(part.ppm(), 4) + " %"),
                  amount(part.units(), s.digits())),
              ""));
    }
    var proofs = new ArrayList<String>();
    proofs.add(word("revenue.note"));
    proofs.add(word("revenue.basis").formatted(s.basis()));
    for (var sale : s.sales()) {
      proofs.add(
          word("revenue.sale")
              .formatted(
                  moment(sale.at(), s.zone()),
                  Amounts.text(sale.grossUnits(), s.digits()),
                  Amounts.text(sale.feeUnits(), s.digits()),
                  sale.height(),
                  sale.leafIndex(),
                  sale.command()));
    }
    return new Sheet(
        word("revenue.title"),
        s.issue() + "  " + word("period").formatted(s.from(), s.to()),
        language,
        List.of(
            new Fact(word("issue"), s.issueName() + " (" + s.issue() + ")"),
            new Fact(word("issuer"), s.issuer()),
            new Fact(word("gross"), Amounts.text(s.grossUnits(), s.digits()) + " " + s.unit()),
            new Fact(word("fees"), Amounts.text(s.feeUnits(), s.digits()) + " " + s.unit()),
            new Fact(word("net"), Amounts.text(s.netUnits(), s.digits()) + " " + s.unit()),
            new Fact(word("height"), Long.toString(s.height()))),
        List.of(
            new Column(word("participant"), 40, false),
            new Column(word("role"), 20, false),
            new Column(word("share"), 15, true),
            new Column(word("part"), 20, true)),
        rows,
        List.of(
            text(word("total")),
            new Cell.Empty(),
            text("100.0000 %"),
            amount(s.netUnits(), s.digits())),
        proofs);
  }

  /// A sheet with a title and a table of its own, such as a journal.
  ///
  /// @param title key of its title
  /// @param columns keys of the columns, with their weights; a weight below zero is an amount
  public Sheet table(
      String title, String subtitle, List<Fact> facts, List<Head> columns, List<Row> rows) {
    return new Sheet(
        word(title),
        subtitle,
        language,
        facts.stream().map(f -> new Fact(word(f.label()), f.value())).toList(),
        columns.stream().map(c -> new Column(word(c.word()), c.weight(), c.amount())).toList(),
        rows,
        List.of(),
        List.of());
  }

  /// The head of a column.
  ///
  /// @param word key of its label
  /// @param weight its width
  /// @param amount true for amounts
  public record Head(String word, int weight, boolean amount) {}

  /// A word of the papers.
  ///
  /// @throws MissingResourceException where there is none
  public String word(String key) {
    return words.getString(key);
  }

  /// A word of the papers, or what is given where there is none.
  public String word(String key, String otherwise) {
    return words.containsKey(key) ? words.getString(key) : otherwise;
  }

  private static String reason(String reason) {
    return reason.isEmpty() ? "" : " · " + reason;
  }

  private static String moment(Instant at, ZoneId zone) {
    return MOMENT.format(at.atZone(zone));
  }

  private static Cell text(String text) {
    return new Cell.Text(text);
  }

  private static Cell amount(long units, int digits) {
    return new Cell.Amount(units, digits);
  }

  private static Cell amountIf(boolean shown, long units, int digits) {
    return shown ? new Cell.Amount(units, digits) : new Cell.Empty();
  }
}
