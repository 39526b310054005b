package io.kedge.peers;

import io.kedge.bench.PeerStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a group of transfers changes, decided in their order: a transfer may spend what one before
/// it in the group made, and one that must not be done leaves nothing behind.
///
/// @param done for each transfer, whether it is done
/// @param spent notes to delete
/// @param made notes to enter
/// @param commands command ids to enter
record Plan(
    List<Boolean> done,
    List<String> spent,
    List<PeerStore.Note> made,
    List<PeerStore.Transfer> commands) {

  /// Decides.
  ///
  /// @param found those notes of [#inputs] that the store has, by id
  /// @param known those ids of the group's commands, in hexadecimal, that the store has
  static Plan of(
      List<PeerStore.Transfer> group, Map<String, PeerStore.Note> found, Set<String> known) {
    var done = new ArrayList<Boolean>(group.size());
    var spent = new LinkedHashSet<String>();
    var made = new LinkedHashMap<String, PeerStore.Note>();
    var commands = new ArrayList<PeerStore.Transfer>(group.size());
    var decided = new HashSet<>(known);
    for (PeerStore.Transfer transfer : group) {
      PeerStore.Note fresh = made.get(transfer.input());
      PeerStore.Note note = fresh != null ? fresh : found.get(transfer.input());
      boolean good =
          note != null
              && !spent.contains(note.id())
              && transfer.maySpend(note.owner(), note.instrument(), note.units())
              && decided.add(hex(transfer));
      done.add(good);
      if (good) {
        if (made.remove(transfer.input()) == null) {
          spent.add(transfer.input());
        }
        transfer.outputs().forEach(output -> made.put(output.id(), output));
        commands.add(transfer);
      }
    }
    return new Plan(done, List.copyOf(spent), List.copyOf(made.values()), commands);
  }

  /// The notes a group would spend, each once.
  static Set<String> inputs(List<PeerStore.Transfer> group) {
    var inputs = new LinkedHashSet<String>();
    group.forEach(transfer -> inputs.add(transfer.input()));
    return inputs;
  }

  /// A command's id in hexadecimal.
  static String hex(PeerStore.Transfer transfer) {
    return transfer.command().hex();
  }
}
