package io.kedge.ledger.verify;

import io.kedge.kernel.Bytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Text and its bytes, both ways without putting anything in for what is wrong.
final class Utf8 {
  private Utf8() {}

  /// The text; empty where the bytes are not UTF-8.
  static Optional<String> decode(Bytes bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes.unsafeArray()))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /// The bytes; empty where the text has half a surrogate pair.
  static Optional<Bytes> encode(String text) {
    try {
      ByteBuffer buffer =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return Optional.of(Bytes.wrap(bytes));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
