package io.kedge.server.identity;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The kinds of documents that are taken, told by how they begin and end. Nothing that a browser
/// could take for a page of ours is among them.
enum FileKind {
  /// A PDF file, versions 1 and 2.
  PDF("application/pdf", "255044462d", ""),
  /// A PNG image.
  PNG("image/png", "89504e470d0a1a0a0000000d49484452", "49454e44ae426082"),
  /// A JPEG image.
  JPEG("image/jpeg", "ffd8ff", "ffd9");

  private final String mediaType;
  private final String head;
  private final String tail;

  FileKind(String mediaType, String head, String tail) {
    this.mediaType = mediaType;
    this.head = head;
    this.tail = tail;
  }

  String mediaType() {
    return mediaType;
  }

  static Optional<FileKind> of(byte[] content) {
    return Arrays.stream(values()).filter(kind -> kind.fits(content)).findFirst();
  }

  private boolean fits(byte[] content) {
    byte[] first = HexFormat.of().parseHex(head);
    byte[] last = HexFormat.of().parseHex(tail);
    int size = content.length;
    return size >= first.length + last.length
        && Arrays.equals(content, 0, first.length, first, 0, first.length)
        && Arrays.equals(content, size - last.length, size, last, 0, last.length);
  }
}
