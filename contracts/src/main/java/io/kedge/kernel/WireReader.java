package io.kedge.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Reads what [Wire] wrote, in the same order, and refuses anything left over.
///
/// What does not fit throws [IllegalArgumentException]: these bytes were written by a host, so a
/// misfit is damage, not bad input.
public final class WireReader {
  private final byte[] buffer;
  private final int version;
  private int position;

  /// Starts reading bytes that must carry the given tag.
  public WireReader(Bytes bytes, String tag) {
    buffer = bytes.unsafeArray();
    byte[] name = raw(u8());
    String found = new String(name, StandardCharsets.US_ASCII);
    if (!found.equals(tag)) {
      throw new IllegalArgumentException("expected " + tag + ", found " + found);
    }
    version = u8();
  }

  /// The tag that some bytes carry.
  public static String tagOf(Bytes bytes) {
    byte[] buffer = bytes.unsafeArray();
    int length = buffer.length == 0 ? 0 : buffer[0] & 255;
    if (length == 0 || buffer.length < length + 2) {
      throw new IllegalArgumentException("no tag");
    }
    return new String(buffer, 1, length, StandardCharsets.US_ASCII);
  }

  /// The version the bytes carry.
  public int version() {
    return version;
  }

  /// Refuses any version but the given one.
  public WireReader expectVersion(int expected) {
    if (version != expected) {
      throw new IllegalArgumentException("version " + version + " instead of " + expected);
    }
    return this;
  }

  /// One byte, 0 to 255.
  public int u8() {
    need(1);
    return buffer[position++] & 255;
  }

  /// A truth value.
  public boolean flag() {
    int value = u8();
    if (value > 1) {
      throw new IllegalArgumentException("not a truth value: " + value);
    }
    return value == 1;
  }

  /// A number of 32 bits, 0 or more.
  public int u32() {
    need(4);
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = (value << 8) | (buffer[position++] & 255);
    }
    if (value < 0) {
      throw new IllegalArgumentException("length over 31 bits");
    }
    return value;
  }

  /// A signed number of 64 bits.
  public long i64() {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = (value << 8) | (buffer[position++] & 255);
    }
    return value;
  }

  /// A moment.
  public LedgerTime time() {
    return new LedgerTime(i64());
  }

  /// A text in UTF-8.
  public String text() {
    int size = u32();
    need(size);
    String value = new String(buffer, position, size, StandardCharsets.UTF_8);
    position += size;
    return value;
  }

  /// A run of bytes.
  public Bytes bytes() {
    return Bytes.wrap(raw(u32()));
  }

  /// The 32 bytes of a digest.
  public Digest digest() {
    return new Digest(Bytes.wrap(raw(Digest.SIZE)));
  }

  /// A constant of an enum, by name.
  public <E extends Enum<E>> E name(Class<E> type) {
    return Enum.valueOf(type, text());
  }

  /// A value that may be absent.
  public <T> Optional<T> option(Function<WireReader, T> read) {
    return flag() ? Optional.of(read.apply(this)) : Optional.empty();
  }

  /// A list in its own order, unmodifiable.
  public <T> List<T> list(Function<WireReader, T> read) {
    int size = u32();
    need(Math.min(size, 1));
    var values = new ArrayList<T>(Math.min(size, 1_024));
    for (int i = 0; i < size; i++) {
      values.add(read.apply(this));
    }
    return List.copyOf(values);
  }

  /// A map from text to text.
  public SortedMap<String, String> map() {
    var entries = new TreeMap<String, String>();
    int size = u32();
    for (int i = 0; i < size; i++) {
      entries.put(text(), text());
    }
    return entries;
  }

  /// Ends the reading.
  ///
  /// @throws IllegalArgumentException where bytes are left over
  public void end() {
    if (position != buffer.length) {
      throw new IllegalArgumentException((buffer.length - position) + " bytes left over");
    }
  }

  private byte[] raw(int size) {
    need(size);
    byte[] value = new byte[size];
    System.arraycopy(buffer, position, value, 0, size);
    position += size;
    return value;
  }

  private void need(int size) {
    if (size < 0 || buffer.length - position < size) {
      throw new IllegalArgumentException("bytes end early");
    }
  }
}
