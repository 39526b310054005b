package io.kedge.server.store;

import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.projection.Cursor;
import io.kedge.projection.Page;
import io.kedge.projection.history.HistoryRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happened to a thing, the latest first.
///
/// @param items the events
/// @param next asks for those before
/// @param height the height the answer is of
public record HistoryPage(List<HistoryItem> items, Optional<String> next, String height) {
  /// An event that touched a thing.
  ///
  /// @param height in which block
  /// @param command which command of the block, from 0
  /// @param n which event of the command, from 0
  /// @param event its tag, for example `asset.registered`
  /// @param commandId by which command; its receipt proves the event
  /// @param leafIndex the command's leaf in the ledger's tree
  /// @param by whose command it was
  /// @param time when, in ledger time
  /// @param detail a reason in words, where one was given
  public record HistoryItem(
      String height,
      int command,
      int n,
      String event,
      String commandId,
      String leafIndex,
      Optional<String> by,
      String time,
      Optional<String> detail) {}

  /// The page of the read models as it is answered.
  public static HistoryPage of(Page<HistoryRow> page) {
    return new HistoryPage(
        page.rows().stream().map(HistoryPage::item).toList(),
        page.next().map(Cursor::text),
        Long.toString(page.height()));
  }

  private static HistoryItem item(HistoryRow row) {
    return new HistoryItem(
        Long.toString(row.height()),
        row.commandIndex(),
        row.n(),
        row.tag(),
        row.commandId(),
        Long.toString(row.leafIndex()),
        row.by().map(PartyId::value),
        time(row.time()),
        row.detail());
  }

  /// A moment as answers write it: ISO 8601 in UTC.
  public static String time(LedgerTime time) {
    return Instant.ofEpochMilli(time.millis()).toString();
  }
}
