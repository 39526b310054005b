package io.kedge.server.ledger;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.Event;
import io.kedge.projection.Viewer;
import io.kedge.projection.block.ChangeQueries.BlockChanges;
import io.kedge.projection.block.ChangeQueries.CommandChanges;
import io.kedge.rulebook.DomainEvents;
import io.kedge.server.reading.Told;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What one block changed, as the stream tells it.
///
/// @param height the block
/// @param time its ledger time
/// @param changes one for each command and topic
record Changes(String height, String time, List<Change> changes) {
  /// What is told to everybody: announcements and registers, never who holds what.
  private static final Set<String> PUBLIC =
      Set.of("issue", "offering", "fee", "catalogue", "liquidation", "asset", "settlement");

  /// Topics of value: the events of notes and locks, which are many, are one change.
  private static final Set<String> VALUE = Set.of("note", "lock");

  /// What a command changed of one topic.
  ///
  /// @param topic the concept, for example `offering`, or `balance`
  /// @param ids what it changed; none for balances
  /// @param events what happened, by tag
  /// @param type the command's type
  /// @param commandId the command
  record Change(
      String topic, List<String> ids, List<String> events, String type, String commandId) {}

  /// A change and who may hear of it.
  record Heard(Change change, boolean open, Set<String> parties) {
    boolean hears(Viewer viewer) {
      return open || viewer.everything() || parties.contains(viewer.id());
    }
  }

  /// All changes of a block, whoever may hear of them.
  record Block(long height, long time, List<Heard> changes) {
    static Block of(BlockChanges block) {
      var changes = new ArrayList<Heard>();
      block.commands().forEach(command -> changes.addAll(of(command)));
      return new Block(block.height(), block.time(), List.copyOf(changes));
    }

    private static List<Heard> of(CommandChanges command) {
      Map<String, Set<String>> ids = new LinkedHashMap<>();
      Map<String, Set<String>> tags = new LinkedHashMap<>();
      for (Event event : command.events()) {
        String concept = event.tag().substring(0, event.tag().indexOf('.'));
        boolean value = VALUE.contains(concept);
        String topic = value ? "balance" : concept;
        tags.computeIfAbsent(topic, _ -> new TreeSet<>()).add(event.tag());
        Set<String> subjects = ids.computeIfAbsent(topic, _ -> new TreeSet<>());
        if (!value && !concept.equals("settlement")) {
          DomainEvent decoded = DomainEvents.decode(event);
          EventWords.subject(decoded).ifPresent(subjects::add);
        }
      }
      return tags.keySet().stream()
          .map(
              topic ->
                  new Heard(
                      new Change(
                          topic,
                          List.copyOf(ids.getOrDefault(topic, Set.of())),
                          List.copyOf(tags.getOrDefault(topic, Set.of())),
                          command.type(),
                          command.id()),
                      PUBLIC.contains(topic),
                      command.parties()))
          .toList();
    }

    /// What a viewer may hear.
    Changes heardBy(Viewer viewer) {
      return new Changes(
          Told.number(height),
          Told.time(time),
          changes.stream().filter(told -> told.hears(viewer)).map(Heard::change).toList());
    }
  }
}
