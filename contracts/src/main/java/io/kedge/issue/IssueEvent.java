package io.kedge.issue;

import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.Wire;

/// What may happen to issues.
public sealed interface IssueEvent {
  /// The event's hashed binary form.
  Bytes encoded();

  /// An issue was proposed.
  ///
  /// @param issue as it is now
  record Proposed(Issue issue) implements IssueEvent {
    @Override
    public Bytes encoded() {
      return new Wire("issue.proposed", 1).bytes(issue.encoded()).bytes();
    }
  }

  /// An issue was confirmed by everyone who must, and its goods are committed.
  ///
  /// @param issue which
  /// @param statement what they signed
  /// @param asset the anchor
  /// @param goods smallest deliverable units committed to it
  record Confirmed(InstrumentId issue, StatementId statement, AssetId asset, long goods)
      implements IssueEvent {
    @Override
    public Bytes encoded() {
      return new Wire("issue.confirmed", 1)
          .text(issue.value())
          .text(statement.value())
          .text(asset.value())
          .i64(goods)
          .bytes();
    }
  }

  /// An issue was declined or withdrawn.
  ///
  /// @param issue which
  /// @param status which of both
  record Ended(InstrumentId issue, IssueStatus status) implements IssueEvent {
    @Override
    public Bytes encoded() {
      return new Wire("issue.ended", 1).text(issue.value()).name(status).bytes();
    }
  }

  /// What was not sold will never be minted, and its goods are free again.
  ///
  /// @param issue which
  /// @param units how many units it has now
  /// @param asset the anchor
  /// @param goods smallest deliverable units that were freed
  record Shrunk(InstrumentId issue, long units, AssetId asset, long goods) implements IssueEvent {
    @Override
    public Bytes encoded() {
      return new Wire("issue.shrunk", 1)
          .text(issue.value())
          .i64(units)
          .text(asset.value())
          .i64(goods)
          .bytes();
    }
  }
}
