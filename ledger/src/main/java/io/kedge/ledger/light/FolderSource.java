package io.kedge.ledger.light;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.node.SmallFile;
import java.io.IOException;
import java.util.Optional;

/// A log as files in a folder, under the paths of C2SP tlog-tiles: a mirror, or a copy on a stick.
///
/// @param disk the folder
public record FolderSource(Disk disk) implements LogSource {
  @Override
  public Optional<Bytes> read(String path, int bytesMax) throws SourceFailed {
    try {
      return SmallFile.read(disk, path, bytesMax);
    } catch (IOException e) {
      throw new SourceFailed(path + ": " + e.getMessage(), e);
    }
  }
}
