package io.kedge.projection.search;

/// What can be found by words.
public enum SearchKind {
  /// A kind of thing; for everybody.
  CATALOGUE,
  /// A registered thing; once confirmed for everybody, before for those whom it names.
  ASSET,
  /// A class of units; once confirmed for everybody, before for its issuer and venue.
  ISSUE,
  /// A primary sale; for everybody.
  OFFERING,
  /// A participant, by its id; for every party that is signed in.
  PARTY
}
