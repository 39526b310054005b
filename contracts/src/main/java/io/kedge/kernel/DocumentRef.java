package io.kedge.kernel;

/// A document kept off the ledger: what it is, its digest, and where it can be had.
///
/// @param name what it is, an id such as `inspection-report`
/// @param digest SHA-256 of its bytes
/// @param reference where it can be had: a link or a file number
/// @param mediaType what kind of file, such as `application/pdf`
public record DocumentRef(String name, Digest digest, String reference, String mediaType) {
  /// The longest reference, in characters.
  public static final int REFERENCE_LENGTH_MAX = 500;

  /// Checks the form.
  public DocumentRef {
    Identifiers.require(name);
    if (reference.isEmpty() || reference.length() > REFERENCE_LENGTH_MAX) {
      throw new IllegalArgumentException("a reference is empty or too long");
    }
    if (!mediaType.matches("[a-z]+/[a-z0-9.+-]{1,100}")) {
      throw new IllegalArgumentException("not a media type: " + mediaType);
    }
  }

  /// Reads the members of a document; the caller ends the fields.
  public static DocumentRef read(Fields document) {
    return new DocumentRef(
        document.id("name", Identifiers::require),
        document.digest("digest"),
        document.text("reference"),
        document.text("mediaType"));
  }

  /// Writes it into an encoding.
  public static void write(Wire out, DocumentRef document) {
    out.text(document.name)
        .digest(document.digest)
        .text(document.reference)
        .text(document.mediaType);
  }

  /// Reads what [#write] wrote.
  public static DocumentRef read(WireReader in) {
    return new DocumentRef(in.text(), in.digest(), in.text(), in.text());
  }
}
