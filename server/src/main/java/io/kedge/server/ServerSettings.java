package io.kedge.server;

import java.nio.file.Path;
import java.util.Optional;

/// How one server is started.
///
/// @param data its directory: `ledgers/NAME`, `postgres`, `custody`, `files`
/// @param port where it listens, 0 for any free one
/// @param bind the address it listens on; loopback unless told otherwise
/// @param db JDBC address of a PostgreSQL; empty for the embedded one
/// @param language of its own output, `zh-CN` or `en`
/// @param demo true where it serves the stories of the packs, with accounts for their parties
public record ServerSettings(
    Path data, int port, String bind, Optional<String> db, String language, boolean demo) {
  /// Where the ledgers are, each in a folder of its name.
  public Path ledgers() {
    return data.resolve("ledgers");
  }

  /// Where custodial keys are kept, sealed.
  public Path custody() {
    return data.resolve("custody");
  }

  /// Where uploaded files are kept, by digest.
  public Path files() {
    return data.resolve("files");
  }

  /// True where its own output is Chinese.
  public boolean chinese() {
    return language.startsWith("zh");
  }
}
