package io.kedge.cli;

import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The keys a check relies on and where they came from. The answer says which, because it is worth
/// no
/// more than the keys are.
///
/// @param keys the keys; none where nobody vouches
/// @param source where they came from, for the user
record Trust(List<VerifierKey> keys, String source) {
  /// The keys of an option, which is a key or a file of keys; without it those in `ledger.vkey`
  /// beside the file that is checked; without that none.
  static Trust of(Terminal terminal, Optional<String> option, Path checked) {
    if (option.isPresent()) {
      Path named = Path.of(option.get());
      return Files.isRegularFile(named)
          ? new Trust(parse(terminal, read(terminal, named)), named.toString())
          : new Trust(parse(terminal, option.get()), "--key");
    }
    Path beside = checked.toAbsolutePath().resolveSibling("ledger.vkey");
    return Files.isRegularFile(beside)
        ? new Trust(parse(terminal, read(terminal, beside)), beside.toString())
        : new Trust(List.of(), "");
  }

  private static List<VerifierKey> parse(Terminal terminal, String text) {
    try {
      List<VerifierKey> keys = VerifierKey.parseAll(text);
      if (keys.isEmpty()) {
        throw Failure.malformed("KEY_MISSING", terminal.words().say("verify.no-key"));
      }
      return keys;
    } catch (NoteFormatException e) {
      throw Failure.malformed(terminal.words().say("verify.bad-key", e.fault()));
    }
  }

  private static String read(Terminal terminal, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw Failure.malformed(terminal.words().say("file.unreadable", file));
    }
  }
}
