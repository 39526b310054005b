package io.kedge.party;

import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What an employee may do for the organisation (format.md "Parties, authority, privacy").
///
/// @param commands which commands, 1 to [#COMMANDS_MAX] patterns in order, none twice
/// @param unitsMax the most units one command may move; empty for no limit
/// @param fourEyesFrom from how many units on a second employee must sign as well, 0 for always;
///     empty for never
/// @param validUntil it ends at this moment
public record Mandate(
    List<CommandPattern> commands,
    Optional<Long> unitsMax,
    Optional<Long> fourEyesFrom,
    LedgerTime validUntil) {
  /// How many patterns one mandate may have.
  public static final int COMMANDS_MAX = 64;

  /// Sorts the patterns and checks the ranges.
  public Mandate {
    if (commands.isEmpty() || commands.size() > COMMANDS_MAX) {
      throw new IllegalArgumentException("a mandate has 1 to " + COMMANDS_MAX + " commands");
    }
    if (new TreeSet<>(commands).size() != commands.size()) {
      throw new IllegalArgumentException("a mandate names a command twice");
    }
    if (unitsMax.orElse(0L) < 0 || fourEyesFrom.orElse(0L) < 0) {
      throw new IllegalArgumentException("a mandate's limit is negative");
    }
    commands = commands.stream().sorted().toList();
  }

  /// Reads the members of a mandate; the caller ends the fields.
  public static Mandate read(Fields mandate) {
    return new Mandate(
        mandate.texts("commands", CommandPattern::new),
        mandate.optional("unitsMax", mandate::count),
        mandate.optional("fourEyesFrom", mandate::count),
        mandate.time("validUntil"));
  }

  /// True where one of the patterns covers a command or a signed document of that type.
  public boolean covers(String name) {
    return commands.stream().anyMatch(pattern -> pattern.covers(name));
  }

  /// True where one command may move so many units.
  public boolean allows(long units) {
    return unitsMax.map(max -> units <= max).orElse(true);
  }

  /// True where so many units need a second employee.
  public boolean needsFourEyes(long units) {
    return fourEyesFrom.map(from -> units >= from).orElse(false);
  }

  void write(Wire out) {
    out.list(commands, (w, pattern) -> w.text(pattern.text()))
        .option(unitsMax, Wire::i64)
        .option(fourEyesFrom, Wire::i64)
        .time(validUntil);
  }

  static Mandate read(WireReader in) {
    return new Mandate(
        in.list(r -> new CommandPattern(r.text())),
        in.option(WireReader::i64),
        in.option(WireReader::i64),
        in.time());
  }
}
