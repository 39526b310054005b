package io.kedge.scenario.run;

import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.scenario.audit.Auditor;
import io.kedge.scenario.audit.Books;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.pack.Place;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where a run is: what its aliases stand for, what time it is, what everybody has.
final class Story {
  private final Pack pack;
  private final Keyring keyring;
  private final String ledgerId;
  private final LedgerTime start;
  private final Scale scale;
  private final Auditor auditor;
  private final SortedMap<String, Json> aliases = new TreeMap<>();
  private long offset;
  private long reached;

  Story(
      Pack pack, Keyring keyring, String ledgerId, LedgerTime start, Scale scale, Auditor auditor) {
    this.pack = pack;
    this.keyring = keyring;
    this.ledgerId = ledgerId;
    this.start = start;
    this.scale = scale;
    this.auditor = auditor;
  }

  Pack pack() {
    return pack;
  }

  Keyring keyring() {
    return keyring;
  }

  String ledgerId() {
    return ledgerId;
  }

  Auditor auditor() {
    return auditor;
  }

  Books books() {
    return auditor.books();
  }

  /// Milliseconds after the start at which the next step happens, in the story.
  long offset() {
    return offset;
  }

  void moveTo(Place place, long next) {
    requireNotPast(place, next);
    offset = next;
  }

  /// Remembers that something happened at a moment: nothing earlier can happen any more.
  void reach(Place place, long moment) {
    requireNotPast(place, moment);
    reached = moment;
  }

  private void requireNotPast(Place place, long moment) {
    if (moment < reached) {
      throw ScenarioFailure.stop(
          ScenarioFailure.Kind.STORY,
          place,
          "time goes back",
          "not before " + reached + " ms after the start",
          moment + " ms");
    }
  }

  /// Ledger time of a moment of the story.
  LedgerTime time(long moment) {
    return start.plusMillis(scale.of(moment));
  }

  /// How long a span of the story lasts on the ledger.
  long span(long millis) {
    return scale.of(millis);
  }

  Json alias(Place place, String name) {
    Json value = aliases.get(name);
    if (value == null) {
      throw ScenarioFailure.stop(
          ScenarioFailure.Kind.STORY, place, "$" + name, "named by a step before", "never named");
    }
    return value;
  }

  void name(Place place, String name, Json value) {
    if (aliases.put(name, value) != null) {
      throw ScenarioFailure.stop(
          ScenarioFailure.Kind.STORY,
          place,
          "$" + name,
          "a new name",
          "it names something already");
    }
  }

  /// Names what a command created, by output index.
  void nameAll(Place place, List<String> names, io.kedge.kernel.CommandId command) {
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equals("_")) {
        name(place, names.get(i), new Json.Text(command.output(i)));
      }
    }
  }
}
