package io.kedge.kernel;

import java.nio.ByteBuffer;

/// The identity of a command: SHA-256 of its DSSE pre-authentication encoding, signatures not
/// included (format.md "Commands and ids").
///
/// @param digest the digest
public record CommandId(Digest digest) implements Comparable<CommandId> {
  /// The name of the thing this command creates at an output index: the hexadecimal digits of
  /// `H(command id ‖ index as 32 bits)`. Every host gives the same name, and a wallet can compute
  /// it before the command is sent.
  public String output(int index) {
    byte[] number = ByteBuffer.allocate(4).putInt(index).array();
    return Digest.of(digest.bytes(), Bytes.wrap(number)).hex();
  }

  /// Which of the 64 rows of a striped total this command writes to, 0 to 63.
  public int stripe() {
    return digest.bytes().at(0) & 63;
  }

  /// Sixty-four lower-case hexadecimal digits.
  public String hex() {
    return digest.hex();
  }

  @Override
  public int compareTo(CommandId other) {
    return digest.compareTo(other.digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CommandId id && digest.equals(id.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return hex();
  }
}
