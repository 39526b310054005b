package io.kedge.projection.sql;

/// Why a query was not answered.
public enum SqlRefusal {
  /// It is not exactly one statement that answers rows.
  NOT_ONE_QUERY,
  /// PostgreSQL does not understand it, or a value does not fit.
  INVALID,
  /// It asks for what the role may not read, or to write.
  NOT_ALLOWED,
  /// It took longer than a query may.
  TIMEOUT,
  /// It needed more memory or disk than a query may, or the database has no connection left.
  TOO_LARGE,
  /// As many queries run as may at once.
  BUSY,
  /// The organisation has no SQL role.
  NO_ROLE
}
