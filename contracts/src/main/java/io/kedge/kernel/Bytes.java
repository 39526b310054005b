package io.kedge.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// An immutable run of bytes that compares by content, unsigned, shorter first where one is a
/// prefix of the other.
///
/// Records carry `Bytes`, never `byte[]`: an array compares by identity.
public final class Bytes implements Comparable<Bytes> {
  /// No bytes at all.
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /// A copy of the given bytes.
  public static Bytes of(byte... value) {
    return new Bytes(value.clone());
  }

  /// The given array itself, without a copy: the caller gives it up and never writes to it again.
  public static Bytes wrap(byte[] value) {
    return new Bytes(value);
  }

  /// The UTF-8 bytes of a text.
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The bytes written as lower- or upper-case hexadecimal digits.
  ///
  /// @throws IllegalArgumentException on an odd number of digits or another character
  public static Bytes fromHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  /// The bytes written in standard base64 with padding, in its one canonical form: a text whose
  /// unused bits are not zero, or that has white space, is refused.
  ///
  /// @throws IllegalArgumentException where the text is not the encoding of any bytes
  public static Bytes fromBase64(String text) {
    byte[] decoded = Base64.getDecoder().decode(text);
    // The decoder refuses foreign characters. What it lets through is in the last group: missing
    // padding, and bits that belong to no byte.
    int whole = decoded.length / 3 * 3;
    byte[] rest = Arrays.copyOfRange(decoded, whole, decoded.length);
    boolean canonical =
        text.length() == (decoded.length + 2) / 3 * 4
            && text.endsWith(Base64.getEncoder().encodeToString(rest));
    if (!canonical) {
      throw new IllegalArgumentException("not canonical base64");
    }
    return new Bytes(decoded);
  }

  /// How many bytes there are.
  public int size() {
    return value.length;
  }

  /// The byte at an index from zero.
  public byte at(int index) {
    return value[index];
  }

  /// A copy as an array.
  public byte[] toArray() {
    return value.clone();
  }

  /// The array inside, for readers that promise not to write to it.
  public byte[] unsafeArray() {
    return value;
  }

  /// The bytes from `from` (included) to `to` (excluded).
  public Bytes slice(int from, int to) {
    return new Bytes(Arrays.copyOfRange(value, from, to));
  }

  /// Lower-case hexadecimal digits.
  public String hex() {
    return HexFormat.of().formatHex(value);
  }

  /// Standard base64 with padding.
  public String base64() {
    return Base64.getEncoder().encodeToString(value);
  }

  /// The bytes read as UTF-8 text.
  public String text() {
    return new String(value, StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Bytes bytes && Arrays.equals(value, bytes.value));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return hex();
  }
}
