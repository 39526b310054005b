package io.kedge.ledger.archive;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.List;

/// What an archive ends with: a checkpoint, and that the last header is in its tree.
///
/// @param checkpoint the signed note
/// @param path the inclusion proof of the last header
record ArchiveProof(Bytes checkpoint, List<Digest> path) {
  private static final String TAG = "kedge.archive.proof";

  Bytes encoded() {
    return new Wire(TAG, 1).bytes(checkpoint).list(path, Wire::digest).bytes();
  }

  static ArchiveProof decode(Bytes content) {
    var in = new WireReader(content, TAG).expectVersion(1);
    var proof = new ArchiveProof(in.bytes(), in.list(WireReader::digest));
    in.end();
    return proof;
  }
}
