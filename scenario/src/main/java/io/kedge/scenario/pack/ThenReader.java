package io.kedge.scenario.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what must be true after the steps above.
final class ThenReader {
  private static final Pattern OUTSTANDING =
      Pattern.compile("outstanding (\\S+) = notes (\\d+) \\+ locks (\\d+) \\+ vouchers (\\d+)");
  private static final Pattern HOLDERS = Pattern.compile("holders of (\\S+) = (\\d+)");
  private static final Pattern LOCK =
      Pattern.compile("lock (\\$\\S+) is (running|executed|released|expired)");
  private static final Pattern AMOUNT =
      Pattern.compile("(\\d+(?:\\.\\d+)?) ([A-Za-z0-9._-]+)( locked)?");

  private ThenReader() {}

  static Statement.Then read(Line line, Sentence sentence) {
    if (!sentence.aliases().isEmpty()) {
      throw new PackException(line.place(), "`then` creates nothing to name");
    }
    String words = String.join(" ", sentence.words().subList(1, sentence.words().size()));
    return new Statement.Then(
        line.place(), sentence.told(), expectations(line, words), sentence.requirements());
  }

  private static List<Statement.Expectation> expectations(Line line, String words) {
    Place place = line.place();
    if (words.equals("balances")) {
      return balances(line);
    }
    if (!line.children().isEmpty()) {
      return List.of(says(line, words));
    }
    Matcher outstanding = OUTSTANDING.matcher(words);
    if (outstanding.matches()) {
      return List.of(
          new Statement.Expectation.Outstanding(
              place,
              outstanding.group(1),
              Long.parseLong(outstanding.group(2)),
              Long.parseLong(outstanding.group(3)),
              Long.parseLong(outstanding.group(4))));
    }
    Matcher holders = HOLDERS.matcher(words);
    if (holders.matches()) {
      return List.of(
          new Statement.Expectation.Holders(
              place, holders.group(1), Long.parseLong(holders.group(2))));
    }
    Matcher lock = LOCK.matcher(words);
    if (lock.matches()) {
      return List.of(
          new Statement.Expectation.LockIs(
              place,
              ValueReader.inline(place, lock.group(1)),
              lock.group(2).toUpperCase(Locale.ROOT)));
    }
    throw new PackException(
        place,
        "expected `then balances`, `then outstanding …`, `then holders of …`, `then lock …` or"
            + " `then CONCEPT ID` with members below it");
  }

  private static List<Statement.Expectation> balances(Line line) {
    var rows = new ArrayList<Statement.Expectation>();
    for (Line row : line.children()) {
      int colon = row.text().indexOf(':');
      if (colon < 1) {
        throw new PackException(row.place(), "expected `party: amount, amount`");
      }
      StatementReader.leaf(row);
      rows.add(
          new Statement.Expectation.Holds(
              row.place(),
              row.text().substring(0, colon).strip(),
              amounts(row.place(), row.text().substring(colon + 1).strip())));
    }
    if (rows.isEmpty()) {
      throw new PackException(line.place(), "a table of balances has at least one row");
    }
    return rows;
  }

  private static List<Statement.Amount> amounts(Place place, String text) {
    if (text.equals("nothing")) {
      return List.of();
    }
    var amounts = new ArrayList<Statement.Amount>();
    for (String part : text.split(",")) {
      Matcher amount = AMOUNT.matcher(part.strip().replaceAll(" +", " "));
      if (!amount.matches()) {
        throw new PackException(place, "expected an amount such as `100 CUP`, found " + part);
      }
      amounts.add(new Statement.Amount(amount.group(1), amount.group(2), amount.group(3) != null));
    }
    return amounts;
  }

  private static Statement.Expectation says(Line line, String words) {
    List<String> parts = Words.split(line.place(), words);
    if (parts.size() < 2 || !parts.getFirst().matches("[a-z]+(-[a-z]+)*")) {
      throw new PackException(line.place(), "expected `then CONCEPT ID` and members below it");
    }
    return new Statement.Expectation.Says(
        line.place(),
        parts.getFirst(),
        parts.stream().skip(1).map(part -> ValueReader.inline(line.place(), part)).toList(),
        ValueReader.members(line.children()).members());
  }
}
