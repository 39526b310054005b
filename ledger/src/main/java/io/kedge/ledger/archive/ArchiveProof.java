package io.kedge.ledger.archive;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.List;
import java.util.Optional;

/// What an archive ends with: a checkpoint, that the last header is in its tree, and that it
/// extends
/// an earlier one.
///
/// @param checkpoint the signed note
/// @param path the inclusion proof of the last header
/// @param earlier the last checkpoint before the first block; empty where there is none
record ArchiveProof(Bytes checkpoint, List<Digest> path, Optional<Earlier> earlier) {
  private static final String TAG = "kedge.archive.proof";

  /// An earlier checkpoint.
  ///
  /// @param checkpoint the signed note
  /// @param path the consistency proof from its tree to that of the other
  record Earlier(Bytes checkpoint, List<Digest> path) {}

  Bytes encoded() {
    return new Wire(TAG, 2)
        .bytes(checkpoint)
        .list(path, Wire::digest)
        .option(
            earlier, (out, note) -> out.bytes(note.checkpoint()).list(note.path(), Wire::digest))
        .bytes();
  }

  static ArchiveProof decode(Bytes content) {
    var in = new WireReader(content, TAG).expectVersion(2);
    var proof =
        new ArchiveProof(
            in.bytes(),
            in.list(WireReader::digest),
            in.option(note -> new Earlier(note.bytes(), note.list(WireReader::digest))));
    in.end();
    return proof;
  }
}
