package io.kedge.ledger.snapshot;

import io.kedge.kernel.Bytes;
import java.io.IOException;
import java.io.InputStream;

/// Where the files of one snapshot come from: a directory, another node. Nothing it answers is
/// trusted.
public interface SnapshotSource {
  /// The manifest's bytes.
  Bytes manifest() throws IOException;

  /// The bytes of a file that the manifest names.
  InputStream open(SnapshotFile file) throws IOException;
}
