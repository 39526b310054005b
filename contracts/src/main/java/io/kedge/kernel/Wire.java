package io.kedge.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/// Writes the binary form of everything that is hashed or kept in state: a tag and a version
/// first, then field by field, big-endian, with lengths before what varies (format.md).
///
/// Nothing outside the calls (field order of a class, a serialiser's settings) can change a byte.
/// The layout: texts and byte runs carry a 32-bit length, lists a 32-bit count, an option one byte
/// 0 or 1 before its value, a truth value one byte.
public final class Wire {
  private byte[] buffer;
  private int length;

  /// Starts an encoding.
  ///
  /// @param tag what is encoded, ASCII, at most 255 characters
  /// @param version which version of it, 1 to 255
  public Wire(String tag, int version) {
    this(tag, version, 128);
  }

  /// Starts an encoding of a size that is about known: where it fits, nothing is copied.
  ///
  /// @param tag what is encoded, ASCII, at most 255 characters
  /// @param version which version of it, 1 to 255
  /// @param bytesExpected how many bytes it will have, tag included
  public Wire(String tag, int version, int bytesExpected) {
    buffer = new byte[bytesExpected];
    byte[] name = tag.getBytes(StandardCharsets.US_ASCII);
    u8(name.length);
    raw(name);
    u8(version);
  }

  /// One byte, 0 to 255.
  public Wire u8(int value) {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException("not a byte: " + value);
    }
    room(1);
    buffer[length++] = (byte) value;
    return this;
  }

  /// A truth value.
  public Wire flag(boolean value) {
    return u8(value ? 1 : 0);
  }

  /// A number of 32 bits, 0 or more.
  public Wire u32(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    room(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      buffer[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  /// A signed number of 64 bits.
  public Wire i64(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  /// A moment.
  public Wire time(LedgerTime value) {
    return i64(value.millis());
  }

  /// A text in UTF-8.
  public Wire text(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    return u32(encoded.length).raw(encoded);
  }

  /// A run of bytes of any length.
  public Wire bytes(Bytes value) {
    return u32(value.size()).raw(value.unsafeArray());
  }

  /// The 32 bytes of a digest, without a length.
  public Wire digest(Digest value) {
    return raw(value.bytes().unsafeArray());
  }

  /// A constant of an enum, by its name: reordering constants changes nothing.
  public Wire name(Enum<?> value) {
    return text(value.name());
  }

  /// A value that may be absent.
  public <T> Wire option(Optional<T> value, BiConsumer<Wire, T> write) {
    flag(value.isPresent());
    value.ifPresent(present -> write.accept(this, present));
    return this;
  }

  /// A list in its own order.
  public <T> Wire list(Collection<T> values, BiConsumer<Wire, T> write) {
    u32(values.size());
    values.forEach(value -> write.accept(this, value));
    return this;
  }

  /// A map from text to text, in the order of its keys.
  public Wire map(SortedMap<String, String> entries) {
    return list(entries.entrySet(), (w, entry) -> w.text(entry.getKey()).text(entry.getValue()));
  }

  /// The digest of everything written so far.
  public Digest hash() {
    return Digest.of(buffer, length);
  }

  /// Everything written so far.
  public Bytes bytes() {
    return Bytes.wrap(length == buffer.length ? buffer : Arrays.copyOf(buffer, length));
  }

  private Wire raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, buffer, length, value.length);
    length += value.length;
    return this;
  }

  private void room(int more) {
    if (more > buffer.length - length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }
}
