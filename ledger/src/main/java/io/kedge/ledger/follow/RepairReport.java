package io.kedge.ledger.follow;

import io.kedge.kernel.Json;
import io.kedge.ledger.fsck.FsckReport;
import java.util.ArrayList;
import java.util.List;

/// What a repair did.
///
/// @param ledger the ledger's id
/// @param from the URL of the other node
/// @param checkpoint the note that proved what was fetched; empty where nothing was
/// @param mended what was put back
/// @param fsck the inspection afterwards
public record RepairReport(
    String ledger, String from, String checkpoint, List<Mended> mended, FsckReport fsck) {
  private static final String FIRST_LINE = "kedge/repair/1\n";

  /// What proves that bytes are what they were.
  public enum Proof {
    /// The hash that is named by the first record behind them, or by the head.
    CHAIN,
    /// The trusted checkpoint covers every entry, and executing everything again gave these bytes.
    EXECUTION,
    /// They are derived from the rest.
    DERIVED,
    /// Their hash is the ledger's id.
    GENESIS
  }

  /// Bytes that were put back.
  ///
  /// @param file relative to the directory
  /// @param from the first byte
  /// @param to the byte after the last one; 0 where it is the whole file
  /// @param proof why they are right
  public record Mended(String file, long from, long to, Proof proof) {}

  /// Copies the list.
  public RepairReport {
    mended = List.copyOf(mended);
  }

  /// The report as text: a line that names the form, a line with one JSON object.
  public String text() {
    var items = new ArrayList<Json>();
    for (Mended item : mended) {
      items.add(
          Json.Obj.empty()
              .with("file", item.file())
              .with("from", item.from())
              .with("to", item.to())
              .with("proof", item.proof().name()));
    }
    Json.Obj json =
        Json.Obj.empty()
            .with("ledger", ledger)
            .with("from", from)
            .with("checkpoint", checkpoint)
            .with("mended", new Json.Arr(items))
            .with("ok", new Json.Truth(fsck.ok()))
            .with("height", fsck.blockHeight())
            .with("treeRoot", fsck.treeRoot().hex())
            .with("stateRoot", fsck.stateRoot().hex());
    return FIRST_LINE + json.write() + "\n";
  }
}
