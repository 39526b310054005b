package io.kedge.ledger.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that the operator names and the ledger only reads: a passphrase, a credential. It lies
/// anywhere, outside what [Disk] keeps.
public final class OperatorFile {
  private OperatorFile() {}

  /// True if there is a file or directory at this path.
  public static boolean exists(Path path) {
    return Files.exists(path);
  }

  /// All of it as UTF-8 text.
  public static String text(Path path) throws IOException {
    return Files.readString(path);
  }
}
