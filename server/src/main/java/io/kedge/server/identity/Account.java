package io.kedge.server.identity;

import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.PartyId;
import java.util.Optional;
import org.jooq.Record;

/// Somebody who can log in: for one party of one ledger, as its employee or for itself.
///
/// @param id never changes
/// @param ledger name of the ledger
/// @param party whom it acts for
/// @param employee which employee it is, where it is one
/// @param login what is typed to log in
/// @param displayName how people call it
/// @param email where messages go
/// @param phone where to call
/// @param language `zh-CN` or `en`
/// @param status whether it can be used
/// @param mustChangePassword true until a password of its own is set
/// @param hasTotp true where a code is needed beside the password
/// @param createdAt epoch milliseconds
/// @param lastLoginAt epoch milliseconds
/// @param version grows with every change
public record Account(
    String id,
    String ledger,
    PartyId party,
    Optional<EmployeeId> employee,
    String login,
    String displayName,
    Optional<String> email,
    Optional<String> phone,
    String language,
    Status status,
    boolean mustChangePassword,
    boolean hasTotp,
    long createdAt,
    Optional<Long> lastLoginAt,
    long version) {
  /// Whether an account can be used.
  public enum Status {
    /// It can log in.
    ACTIVE,
    /// An administrator stopped it; it can come back.
    SUSPENDED,
    /// It is over.
    CLOSED
  }

  static Account of(Record row) {
    return new Account(
        Rows.text(row, "id"),
        Rows.text(row, "ledger"),
        new PartyId(Rows.text(row, "party")),
        Rows.maybe(row, "employee", String.class).map(EmployeeId::new),
        Rows.text(row, "login"),
        Rows.text(row, "display_name"),
        Rows.maybe(row, "email", String.class),
        Rows.maybe(row, "phone", String.class),
        Rows.text(row, "language"),
        Status.valueOf(Rows.text(row, "status")),
        Rows.truth(row, "must_change_password"),
        Rows.maybe(row, "totp_secret", byte[].class).isPresent(),
        Rows.number(row, "created_at"),
        Rows.maybe(row, "last_login_at", Long.class),
        Rows.number(row, "version"));
  }
}
