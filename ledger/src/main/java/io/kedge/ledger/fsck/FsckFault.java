package io.kedge.ledger.fsck;

/// Something wrong in a ledger's directory.
///
/// @param file where, relative to the directory; the log's segment, or a directory
/// @param height the block concerned, 0 where none is
/// @param what what is wrong
/// @param repair what to do about it
public record FsckFault(String file, long height, String what, String repair) {
  @Override
  public String toString() {
    return file + (height > 0 ? ", block " + height : "") + ": " + what + ". Repair: " + repair;
  }
}
