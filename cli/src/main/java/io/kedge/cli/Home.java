package io.kedge.cli;

import java.nio.file.Path;

/// Where Kedge itself lies: the start script says.
final class Home {
  private Home() {}

  static Path directory() {
    return Path.of(System.getProperty("kedge.home", "."));
  }

  static Path scenarios() {
    return directory().resolve("scenarios");
  }
}
