package io.kedge.party;

import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// A document a party filed about itself: on the ledger only its digest.
///
/// @param name what it is, one of the names in [RequiredDocuments] or any other id
/// @param digest SHA-256 of the document
public record PartyDocument(String name, Digest digest) {
  /// Checks the name.
  public PartyDocument {
    Identifiers.require(name);
  }

  /// Reads the members of a document; the caller ends the fields.
  public static PartyDocument read(Fields document) {
    return new PartyDocument(document.id("name", Identifiers::require), document.digest("digest"));
  }

  static void write(Wire out, PartyDocument document) {
    out.text(document.name()).digest(document.digest());
  }

  static PartyDocument read(WireReader in) {
    return new PartyDocument(in.text(), in.digest());
  }
}
