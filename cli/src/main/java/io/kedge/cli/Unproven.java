package io.kedge.cli;

/// Tells of a file that does not prove what it says, or is no such file.
///
/// @param words the beginning of the wordings: `words.rejected`, `words.malformed`
/// @param trust whose keys were asked
record Unproven(String words, Trust trust) {
  /// The file can be read and proves nothing.
  int rejected(Terminal terminal, String reason) {
    return tell(terminal, "rejected", reason, ExitCode.NO);
  }

  /// The file is not one of these.
  int malformed(Terminal terminal, String fault) {
    return tell(terminal, "malformed", fault, ExitCode.MALFORMED);
  }

  private int tell(Terminal terminal, String verdict, String reason, int exitCode) {
    String said = terminal.words().sayOr("receipt." + reason, reason);
    terminal.say(words + "." + verdict, said, reason);
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeStringField("verdict", verdict);
          out.writeStringField("reason", reason);
          out.writeStringField("trust", trust.source());
          out.writeEndObject();
        });
    return exitCode;
  }
}
