package io.kedge.ledger.snapshot;

import io.kedge.kernel.Digest;
import java.util.regex.Pattern;

/// A file of a snapshot, beside its manifest.
///
/// @param name without a directory: lower-case letters, digits, dots and dashes
/// @param bytes its size
/// @param sha256 of its content
public record SnapshotFile(String name, long bytes, Digest sha256) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

  /// Checks name and size: a name comes from elsewhere and must not lead out of a directory.
  public SnapshotFile {
    if (!NAME.matcher(name).matches() || name.contains("..") || bytes < 0) {
      throw new IllegalArgumentException("no file of a snapshot: " + name);
    }
  }
}
