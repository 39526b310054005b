package io.kedge.server.asset;

import io.kedge.attestation.Statement;
import io.kedge.attestation.StatementState;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.party.Role;
import io.kedge.projection.Page;
import io.kedge.projection.attestation.StatementRow;
import io.kedge.server.store.HistoryPage;
import java.util.List;
import java.util.Optional;

/// Statements as answers show them.
final class StatementViews {
  private StatementViews() {}

  /// Where a statement is.
  enum State {
    /// It takes signatures.
    OPEN,
    /// Its deadline passed before enough had signed.
    LAPSED,
    /// It took effect.
    EFFECTIVE,
    /// A required party declined it.
    DECLINED,
    /// Its maker withdrew it.
    WITHDRAWN
  }

  /// A place for one signature.
  ///
  /// @param slot its index
  /// @param role as what is signed there
  /// @param party who has to sign; none for anybody who holds the role
  /// @param signedBy who did
  /// @param awaited true where a signature can still be given
  record PlaceView(
      int slot,
      Role role,
      Optional<String> party,
      Optional<String> signedBy,
      Optional<String> signedAt,
      boolean awaited) {}

  /// A statement, with who has signed and who is still awaited.
  ///
  /// @param kind what it is about, for example `asset.registration`
  /// @param subject the id of the thing it is about
  /// @param asset the asset it is about, or whose issue or reduction it is about
  /// @param digest what a signature repeats
  /// @param threshold how many have to sign
  /// @param missing how many signatures are still needed
  /// @param height the height the answer is of
  record StatementView(
      String id,
      String kind,
      String subject,
      Optional<String> asset,
      int version,
      Optional<String> previous,
      String maker,
      State state,
      String digest,
      int threshold,
      int missing,
      boolean allowSameParty,
      List<PlaceView> places,
      String filedAt,
      String filedHeight,
      String deadline,
      Optional<String> endedAt,
      Optional<String> declinedBy,
      Optional<String> reason,
      String height) {}

  /// Some statements.
  record StatementPage(List<StatementView> items, Optional<String> next, String height) {}

  static StatementPage page(Page<StatementRow> page) {
    return new StatementPage(
        page.rows().stream().map(row -> statement(row, page.height())).toList(),
        page.next().map(io.kedge.projection.Cursor::text),
        Long.toString(page.height()));
  }

  static StatementView statement(StatementRow row, long height) {
    Statement statement = row.statement();
    Optional<StatementState.Declined> declined =
        statement.state() instanceof StatementState.Declined state
            ? Optional.of(state)
            : Optional.empty();
    return new StatementView(
        statement.id().value(),
        statement.kind(),
        statement.subject(),
        row.asset().map(AssetId::value),
        statement.version(),
        statement.previous().map(StatementId::value),
        statement.maker().value(),
        state(row),
        statement.digest().hex(),
        statement.threshold(),
        row.missing(),
        statement.allowSameParty(),
        row.places().stream().map(place -> place(place, row)).toList(),
        HistoryPage.time(statement.filedAt()),
        Long.toString(row.filedHeight()),
        HistoryPage.time(statement.deadline()),
        row.endedAt().map(HistoryPage::time),
        declined.map(state -> state.by().value()),
        declined.map(StatementState.Declined::reason),
        Long.toString(height));
  }

  private static State state(StatementRow row) {
    return switch (row.statement().state()) {
      case StatementState.Open _ -> row.lapsed() ? State.LAPSED : State.OPEN;
      case StatementState.Effective _ -> State.EFFECTIVE;
      case StatementState.Declined _ -> State.DECLINED;
      case StatementState.Withdrawn _ -> State.WITHDRAWN;
    };
  }

  private static PlaceView place(StatementRow.Place place, StatementRow row) {
    return new PlaceView(
        place.slot(),
        place.place().role(),
        place.place().party().map(PartyId::value),
        place.signedBy().map(PartyId::value),
        place.signedAt().map(HistoryPage::time),
        place.open() && row.takesSignatures());
  }
}
