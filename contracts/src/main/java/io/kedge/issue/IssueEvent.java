package io.kedge.issue;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.Wire;

/// What may happen to issues.
public sealed interface IssueEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<IssueEvent> FORMAT =
      EventFormat.<IssueEvent>empty()
          .with("issue.proposed", 1, in -> new Proposed(Issue.decode(in.bytes())))
          .with(
              "issue.confirmed",
              1,
              in ->
                  new Confirmed(
                      new InstrumentId(in.text()),
                      new StatementId(in.text()),
                      new AssetId(in.text()),
                      in.i64()))
          .with(
              "issue.ended",
              1,
              in -> new Ended(new InstrumentId(in.text()), in.name(IssueStatus.class)))
          .with(
              "issue.shrunk",
              1,
              in ->
                  new Shrunk(
                      new InstrumentId(in.text()), in.i64(), new AssetId(in.text()), in.i64()));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static IssueEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

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
