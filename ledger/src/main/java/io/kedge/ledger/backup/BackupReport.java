package io.kedge.ledger.backup;

import io.kedge.kernel.Digest;
import java.util.List;

/// What a backup did.
///
/// @param ledger the ledger's id
/// @param blockHeight the last block in the copy
/// @param treeSize entries of its tree
/// @param treeRoot the root that the copy's head names
/// @param bytesCopied bytes written to the copy
/// @param bytesKept bytes of the log that were there already
/// @param files other files that were written
/// @param verified whether the whole copy was read and checked afterwards
/// @param notes what is worth knowing
public record BackupReport(
    String ledger,
    long blockHeight,
    long treeSize,
    Digest treeRoot,
    long bytesCopied,
    long bytesKept,
    long files,
    boolean verified,
    List<String> notes) {
  /// Copies the list.
  public BackupReport {
    notes = List.copyOf(notes);
  }
}
