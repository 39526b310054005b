package io.kedge.ledger.block;

import io.kedge.contract.Event;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.List;

/// One ordered batch with its results: the body of one record of the log. Every node of a ledger
/// writes the same bytes.
///
/// @param header closes the block
/// @param entries one for each ordered command, in order
public record Block(BlockHeader header, List<BlockEntry> entries) {
  private static final String TAG = "kedge.block";
  private static final int ENCODED_OVERHEAD = 256;

  /// Checks that the header counts the entries.
  public Block {
    entries = List.copyOf(entries);
    if (header.leafCount() != entries.size()) {
      throw new IllegalArgumentException(
          "block "
              + header.number()
              + " has "
              + entries.size()
              + " entries, not "
              + header.leafCount());
    }
  }

  /// The block's height.
  public long number() {
    return header.number();
  }

  /// The body of the log record.
  public Bytes encoded() {
    int size = ENCODED_OVERHEAD;
    for (BlockEntry entry : entries) {
      size += 8 + entry.encodedLeaf().size();
      for (Event event : entry.events()) {
        size += 4 + event.body().size();
      }
    }
    return new Wire(TAG, 1, size)
        .bytes(header.encoded())
        .list(
            entries,
            (w, entry) ->
                w.bytes(entry.encodedLeaf())
                    .list(entry.events(), (events, event) -> events.bytes(event.body())))
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException on any other bytes
  public static Block decode(Bytes record) {
    var in = new WireReader(record, TAG).expectVersion(1);
    BlockHeader header = BlockHeader.decode(in.bytes());
    List<BlockEntry> entries =
        in.list(
            entry -> new BlockEntry(entry.bytes(), entry.list(event -> new Event(event.bytes()))));
    in.end();
    return new Block(header, entries);
  }
}
