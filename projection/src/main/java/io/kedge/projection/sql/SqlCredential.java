package io.kedge.projection.sql;

import io.kedge.kernel.PartyId;

/// With what an organisation logs in to the database.
///
/// @param party whose it is
/// @param role the name of its role
/// @param password its password
/// @param url JDBC URL of the database, without user and password
/// @param schema where the views are; it is first in the role's search path
public record SqlCredential(
    PartyId party, String role, String password, String url, String schema) {
  @Override
  public String toString() {
    return "SqlCredential[" + party + ", " + role + "]";
  }
}
