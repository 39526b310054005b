package io.kedge.ledger.proof;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/// The small grammar all the formats share, strict: one text for one value.
final class NoteText {
  private NoteText() {}

  /// Text of a file: valid UTF-8, no control character but the line feed.
  static String decode(Bytes file, int sizeMax) throws NoteFormatException {
    if (file.size() > sizeMax) {
      throw new NoteFormatException(FormatFault.TOO_LARGE);
    }
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(file.unsafeArray()))
              .toString();
    } catch (CharacterCodingException e) {
      throw new NoteFormatException(FormatFault.NOT_UTF8);
    }
    if (hasControlCharacter(text)) {
      throw new NoteFormatException(FormatFault.CONTROL_CHARACTER);
    }
    return text;
  }

  /// True for a character below U+0020 that is not a line feed.
  static boolean hasControlCharacter(String text) {
    return text.chars().anyMatch(c -> c < ' ' && c != '\n');
  }

  /// True for the name of a key: not empty, no Unicode space, no plus, no control character.
  static boolean isKeyName(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || c < ' '
                        || c == 0x85
                        || Character.isSpaceChar(c)
                        || Character.isWhitespace(c));
  }

  /// A number from 0 to 2^63 − 1 in ASCII decimal without leading zeros.
  static OptionalLong decimal(String digits) {
    boolean inForm =
        !digits.isEmpty()
            && digits.length() <= 19
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
            && (digits.length() == 1 || digits.charAt(0) != '0');
    if (!inForm) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /// Bytes in canonical base64 (RFC 4648 §4).
  static Optional<Bytes> base64(String text) {
    try {
      return Optional.of(Bytes.fromBase64(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// A hash in canonical base64.
  static Optional<Digest> hash(String text) {
    return base64(text).filter(bytes -> bytes.size() == Digest.SIZE).map(Digest::new);
  }
}
