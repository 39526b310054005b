package io.kedge.server.identity;

import java.util.Map;

/// A check of an applicant's identity by somebody else: a register of companies, an identity
/// service, a sanctions list. Every bean of this type is asked before officers decide.
public interface KnowYourCustomer {
  /// Who answers, an id; shown beside the verdict.
  String provider();

  /// The verdict about an applicant.
  Verdict check(Applicant applicant);

  /// Who applies.
  ///
  /// @param kind of party, see [io.kedge.party.PartyKind]
  /// @param profile what was declared, by field
  record Applicant(io.kedge.party.PartyKind kind, Map<String, String> profile) {}

  /// What a check came to.
  ///
  /// @param result whether it passed
  /// @param detail for the officers, without more personal data than needed
  record Verdict(Result result, String detail) {}

  /// Whether a check passed.
  enum Result {
    /// Nothing speaks against the applicant.
    PASSED,
    /// The applicant cannot be who is declared; officers cannot approve.
    FAILED,
    /// The check cannot tell; officers decide.
    UNSURE
  }
}
