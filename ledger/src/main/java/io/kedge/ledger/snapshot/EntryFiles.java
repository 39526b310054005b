package io.kedge.ledger.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.ledger.state.CommandRecord;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Pattern;

/// How entries and commands lie in the files of a snapshot.
///
/// Entries are cut into files by the first bits of their path, SHA-256 of the key, and lie in each
/// in the order of paths: `key length u16 | key | value length u32 | value`. So the state root is
/// computed while reading, and no file has to fit into more memory than its own size. How many bits
/// follows from the number of entries alone.
///
/// Commands lie in the order of ids: `id (32 bytes) | length u16 | record`.
final class EntryFiles {
  /// About how many entries a file has at most.
  static final long ENTRIES_OF_FILE = 50_000;

  private static final int DIGIT_BITS = 4;
  private static final int DIGITS_MAX = 4;
  private static final String ENTRIES = "entries";
  private static final Pattern ENTRIES_NAME = Pattern.compile("entries(?:-[0-9a-f]{1,4})?");
  private static final Pattern COMMANDS_NAME = Pattern.compile("commands-[0-9]{5}");

  private EntryFiles() {}

  /// How many hexadecimal digits of the path tell the file.
  static int digits(long entries) {
    int digits = 0;
    while (digits < DIGITS_MAX && entries >>> (DIGIT_BITS * digits) > ENTRIES_OF_FILE) {
      digits++;
    }
    return digits;
  }

  static boolean isEntries(SnapshotFile file) {
    return ENTRIES_NAME.matcher(file.name()).matches();
  }

  static boolean isCommands(SnapshotFile file) {
    return COMMANDS_NAME.matcher(file.name()).matches();
  }

  static String entriesName(int digits, int bucket) {
    return digits == 0
        ? ENTRIES
        : ENTRIES + "-" + String.format(Locale.ROOT, "%0" + digits + "x", bucket);
  }

  static String commandsName(int number) {
    return String.format(Locale.ROOT, "commands-%05d", number);
  }

  /// The file that a path belongs to.
  static int bucket(byte[] path, int digits) {
    int first = (path[0] & 0xFF) << 8 | (path[1] & 0xFF);
    return first >>> (16 - DIGIT_BITS * digits);
  }

  /// The digits of a path that the name of its file ends with.
  static boolean belongs(byte[] path, String name) {
    int digits = name.equals(ENTRIES) ? 0 : name.length() - ENTRIES.length() - 1;
    return entriesName(digits, bucket(path, digits)).equals(name);
  }

  static byte[] encoded(Key key, Bytes value) {
    byte[] name = key.value().getBytes(UTF_8);
    return ByteBuffer.allocate(2 + name.length + 4 + value.size())
        .putShort((short) name.length)
        .put(name)
        .putInt(value.size())
        .put(value.unsafeArray())
        .array();
  }

  static byte[] encoded(CommandId id, CommandRecord command) {
    Bytes record = command.encoded();
    return ByteBuffer.allocate(Digest.SIZE + 2 + record.size())
        .put(id.digest().bytes().unsafeArray())
        .putShort((short) record.size())
        .put(record.unsafeArray())
        .array();
  }

  static Key key(ByteBuffer in) {
    return new Key(new String(take(in, in.getShort() & 0xFFFF), UTF_8));
  }

  static Bytes value(ByteBuffer in) {
    return Bytes.wrap(take(in, in.getInt()));
  }

  static CommandId id(ByteBuffer in) {
    return new CommandId(new Digest(Bytes.wrap(take(in, Digest.SIZE))));
  }

  static CommandRecord command(ByteBuffer in) {
    return CommandRecord.decode(Bytes.wrap(take(in, in.getShort() & 0xFFFF)));
  }

  private static byte[] take(ByteBuffer in, int count) {
    if (count < 0 || count > in.remaining()) {
      throw new IllegalArgumentException("the file ends early");
    }
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }
}
