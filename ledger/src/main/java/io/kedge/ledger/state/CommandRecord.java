package io.kedge.ledger.state;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// Where a command was decided, and how.
///
/// @param height the block, from 1
/// @param index its place in the block, from 0
/// @param code [io.kedge.contract.Outcome#ACCEPTED] or the refusal's code
public record CommandRecord(long height, int index, String code) {
  private static final String TAG = "kedge.command";

  /// The record as stored.
  public Bytes encoded() {
    return new Wire(TAG, 1).i64(height).u32(index).text(code).bytes();
  }

  /// Reads what [#encoded] wrote.
  public static CommandRecord decode(Bytes stored) {
    var in = new WireReader(stored, TAG).expectVersion(1);
    var found = new CommandRecord(in.i64(), in.u32(), in.text());
    in.end();
    return found;
  }
}
