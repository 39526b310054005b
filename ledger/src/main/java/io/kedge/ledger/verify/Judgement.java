package io.kedge.ledger.verify;

/// The answer to one probe. The border between the two sorts of no: a probe that cannot be read is
/// malformed; one that can be read and does not hold is rejected, whatever is wrong with the proof
/// or signature in it.
public sealed interface Judgement {
  /// What the probe claims holds.
  record Accepted() implements Judgement {}

  /// What the probe claims does not hold.
  ///
  /// @param cause the first thing found wrong: a [RejectReason] or a reason of the check it came
  ///     to, such as [io.kedge.ledger.tree.ProofVerdict.Reason]
  record Rejected(Enum<?> cause) implements Judgement {}

  /// No probe of this kind.
  ///
  /// @param fault what cannot be read
  /// @param where in which member; empty where it is in none
  record Malformed(ProbeFault fault, String where) implements Judgement {}

  /// The stable word: `accept`, `reject` or `malformed`.
  default String verdict() {
    return switch (this) {
      case Accepted _ -> "accept";
      case Rejected _ -> "reject";
      case Malformed _ -> "malformed";
    };
  }

  /// The stable name of the reason; empty where the probe is accepted.
  default String reason() {
    return switch (this) {
      case Accepted _ -> "";
      case Rejected(var cause) -> cause.name();
      case Malformed(var fault, var _) -> fault.name();
    };
  }

  /// The member the reason is about; empty where there is none.
  default String member() {
    return this instanceof Malformed(var _, var where) ? where : "";
  }

  /// One line for programs: verdict, reason, member, as far as there are any.
  default String line() {
    String line = verdict();
    line = reason().isEmpty() ? line : line + " " + reason();
    return member().isEmpty() ? line : line + " " + member();
  }
}
