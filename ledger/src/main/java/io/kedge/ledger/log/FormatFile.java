package io.kedge.ledger.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `FORMAT`: a few lines of text that say what the directory is. Written once, when everything
/// else of a new log is in place.
///
/// @param version of the whole layout
/// @param ledgerId whose log it is
/// @param keyIds the keys the ledger was founded with
record FormatFile(int version, Digest ledgerId, List<String> keyIds) {
  static final String NAME = "FORMAT";
  static final int VERSION = 1;

  private static final String FIRST = "kedge-ledger ";
  private static final String LEDGER = "ledger ";
  private static final String HASH = "hash sha-256";
  private static final String KEY = "key ";
  private static final String CHECKSUM = "checksum ";

  byte[] encoded() {
    var lines = new StringBuilder();
    lines.append(FIRST).append(version).append('\n');
    lines.append(LEDGER).append(ledgerId.hex()).append('\n');
    lines.append(HASH).append('\n');
    keyIds.forEach(id -> lines.append(KEY).append(id).append('\n'));
    var checksum = Digest.of(Bytes.utf8(lines.toString()));
    lines.append(CHECKSUM).append(checksum.hex()).append('\n');
    return lines.toString().getBytes(ISO_8859_1);
  }

  /// The content, if every byte is as it was written.
  static Optional<FormatFile> decoded(byte[] bytes) {
    var lines = new String(bytes, ISO_8859_1).lines().toList();
    try {
      int version = Integer.parseInt(after(FIRST, lines.get(0)));
      var ledgerId = Digest.fromHex(after(LEDGER, lines.get(1)));
      var keyIds = new ArrayList<String>();
      for (var line : lines.subList(3, lines.size() - 1)) {
        keyIds.add(after(KEY, line));
      }
      var format = new FormatFile(version, ledgerId, List.copyOf(keyIds));
      return Arrays.equals(format.encoded(), bytes) ? Optional.of(format) : Optional.empty();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static String after(String label, String line) {
    if (!line.startsWith(label)) {
      throw new IllegalArgumentException("no " + label);
    }
    return line.substring(label.length());
  }
}
