package io.kedge.server.inbox;

import io.kedge.kernel.Bytes;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Record;

/// A command that waits, or waited, for the signature of a second employee.
///
/// @param id its name here
/// @param ledger on which ledger
/// @param party of which party
/// @param type which command
/// @param payload what is signed
/// @param why the code of what it lacked
/// @param createdAt when it was made, epoch milliseconds
/// @param createdBy the account that made it
/// @param expiresAt until when it can be signed, epoch milliseconds
/// @param state where it is
/// @param commandId the command's id, in hexadecimal
/// @param reason why it was rejected
/// @param code its result on the ledger
/// @param height its block
record Approval(
    String id,
    String ledger,
    String party,
    String type,
    Bytes payload,
    String why,
    long createdAt,
    String createdBy,
    long expiresAt,
    State state,
    String commandId,
    Optional<String> reason,
    Optional<String> code,
    Optional<Long> height) {
  /// Where an approval is.
  enum State {
    /// It waits for signatures.
    OPEN,
    /// It has all signatures; whether the ledger took it is not known yet.
    SENT,
    /// It took effect.
    ACCEPTED,
    /// The ledger refused it.
    REFUSED,
    /// Somebody rejected it.
    REJECTED,
    /// Nobody signed in time.
    EXPIRED
  }

  static Approval of(Record row) {
    return new Approval(
        text(row, "id"),
        text(row, "ledger"),
        text(row, "party"),
        text(row, "type"),
        Bytes.wrap(Objects.requireNonNull(row.get("payload", byte[].class))),
        text(row, "why"),
        number(row, "created_at"),
        text(row, "created_by"),
        number(row, "expires_at"),
        State.valueOf(text(row, "state")),
        text(row, "command_id"),
        Optional.ofNullable(row.get("reason", String.class)),
        Optional.ofNullable(row.get("code", String.class)),
        Optional.ofNullable(row.get("height", Long.class)));
  }

  private static String text(Record row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  private static long number(Record row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }
}
