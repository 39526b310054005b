package io.kedge.attestation;

import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// Where a statement is. That its deadline has passed is computed and never stored.
public sealed interface StatementState {
  /// It takes signatures until its deadline.
  record Open() implements StatementState {}

  /// Its policy was satisfied, and it took effect.
  ///
  /// @param at when
  record Effective(LedgerTime at) implements StatementState {}

  /// A required party declined it (I-35).
  ///
  /// @param by who
  /// @param at when
  /// @param reason why
  record Declined(PartyId by, LedgerTime at, String reason) implements StatementState {}

  /// Its maker withdrew it (I-35).
  ///
  /// @param at when
  record Withdrawn(LedgerTime at) implements StatementState {}

  /// The name of the state, as it is written and shown.
  default String name() {
    return switch (this) {
      case Open _ -> "OPEN";
      case Effective _ -> "EFFECTIVE";
      case Declined _ -> "DECLINED";
      case Withdrawn _ -> "WITHDRAWN";
    };
  }

  /// Writes it into an encoding.
  default void write(Wire out) {
    out.text(name());
    switch (this) {
      case Open _ -> {}
      case Effective(var at) -> out.time(at);
      case Declined(var by, var at, var reason) -> out.text(by.value()).time(at).text(reason);
      case Withdrawn(var at) -> out.time(at);
    }
  }

  /// Reads what [#write] wrote.
  static StatementState read(WireReader in) {
    String name = in.text();
    return switch (name) {
      case "OPEN" -> new Open();
      case "EFFECTIVE" -> new Effective(in.time());
      case "DECLINED" -> new Declined(new PartyId(in.text()), in.time(), in.text());
      case "WITHDRAWN" -> new Withdrawn(in.time());
      default -> throw new IllegalArgumentException("not a statement's state: " + name);
    };
  }
}
