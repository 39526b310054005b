package io.kedge.bench;

import io.kedge.kernel.CommandId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Every unspent note of a ledger, drawn from at random: 16 bytes for each, so that ten million fit
/// beside the ledger itself. A note is an output of a command; its name is made when it is drawn.
final class NotePool {
  private static final int OUTPUT_BITS = 7;
  private static final int OWNER_BITS = 20;

  private final SplittableRandom random;
  private final List<CommandId> commands = new ArrayList<>();
  private long[] places = new long[1_024];
  private long[] units = new long[1_024];
  private int size;

  NotePool(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// A note that was drawn.
  ///
  /// @param id its name
  /// @param owner the wallet that holds it
  /// @param units how many units it has
  record Drawn(String id, int owner, long units) {}

  /// How many notes are in it.
  int size() {
    return size;
  }

  /// Notes of one command from now on: answers the number to give to [#add].
  int command(CommandId id) {
    commands.add(id);
    return commands.size() - 1;
  }

  /// Adds an output of a command.
  ///
  /// @param output from 0 to 127
  /// @param owner from 0 to 1,048,575
  void add(int command, int output, int owner, long value) {
    if (size == places.length) {
      places = Arrays.copyOf(places, size * 2);
      units = Arrays.copyOf(units, size * 2);
    }
    places[size] =
        ((long) command << (OUTPUT_BITS + OWNER_BITS)) | ((long) output << OWNER_BITS) | owner;
    units[size] = value;
    size++;
  }

  /// Takes a note out, each as likely as any other.
  Drawn draw() {
    int at = random.nextInt(size);
    long place = places[at];
    long value = units[at];
    size--;
    places[at] = places[size];
    units[at] = units[size];
    CommandId command = commands.get((int) (place >>> (OUTPUT_BITS + OWNER_BITS)));
    int output = (int) (place >>> OWNER_BITS) & ((1 << OUTPUT_BITS) - 1);
    int owner = (int) place & ((1 << OWNER_BITS) - 1);
    return new Drawn(command.output(output), owner, value);
  }
}
