package io.kedge.contract;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.WireReader;

/// Something that happened, in its hashed binary form. Its id is (height, command, index), and its
/// bytes are kept in the block, so that read models never re-execute old rules.
///
/// @param body [io.kedge.kernel.Wire] bytes; the tag says which event
public record Event(Bytes body) {
  /// Which event it is, for example `note.transferred`.
  public String tag() {
    return WireReader.tagOf(body);
  }
}
