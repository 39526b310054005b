package io.kedge.kernel;

/// What one command may be and touch (format.md "Commands and ids", "State").
///
/// @param envelopeBytesMax bytes of one envelope as it came; tile entries carry a 16-bit length
/// @param notesInMax notes one command may spend
/// @param notesOutMax notes one command may create
/// @param keysMax state keys one command may change
/// @param signaturesMax signatures on one envelope
/// @param rangeMax entries one bounded range read may return
/// @param jsonDepthMax nesting of a payload
/// @param textLengthMax characters of one text in a payload
public record Limits(
    int envelopeBytesMax,
    int notesInMax,
    int notesOutMax,
    int keysMax,
    int signaturesMax,
    int rangeMax,
    int jsonDepthMax,
    int textLengthMax) {
  /// The limits of format 1.
  public static final Limits STANDARD = new Limits(32 * 1024, 64, 64, 1_000, 16, 1_000, 12, 8_192);

  /// Checks how the limits relate.
  public Limits {
    if (envelopeBytesMax > 0xFFFF) {
      throw new IllegalArgumentException("a tile entry's length has 16 bits");
    }
    if (notesInMax + notesOutMax > keysMax) {
      throw new IllegalArgumentException("every note spent or created is a key");
    }
    if (textLengthMax > envelopeBytesMax) {
      throw new IllegalArgumentException("a text must fit its envelope");
    }
  }
}
