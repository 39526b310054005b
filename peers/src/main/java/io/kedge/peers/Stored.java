package io.kedge.peers;

import io.kedge.bench.PeerStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Notes as bytes, for stores that know keys and values only: the id's 32 bytes; owner and
/// instrument with a length before each, and 8 bytes of units.
final class Stored {
  private Stored() {}

  static byte[] key(String id) {
    return HexFormat.of().parseHex(id);
  }

  static byte[] value(PeerStore.Note note) {
    byte[] owner = note.owner().getBytes(StandardCharsets.UTF_8);
    byte[] instrument = note.instrument().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + owner.length + instrument.length + Long.BYTES)
        .put((byte) owner.length)
        .put(owner)
        .put((byte) instrument.length)
        .put(instrument)
        .putLong(note.units())
        .array();
  }

  static PeerStore.Note note(String id, ByteBuffer value) {
    return new PeerStore.Note(id, text(value), text(value), value.getLong());
  }

  private static String text(ByteBuffer value) {
    var bytes = new byte[value.get() & 0xFF];
    value.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
