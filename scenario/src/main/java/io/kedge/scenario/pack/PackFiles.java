package io.kedge.scenario.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The files of a pack, by their path within its folder.
@FunctionalInterface
public interface PackFiles {
  /// A file's content, if there is such a file.
  Optional<String> find(String path);

  /// The files of a folder.
  static PackFiles in(Path folder) {
    return path -> {
      Path file = folder.resolve(path).normalize();
      if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
        return Optional.empty();
      }
      try {
        return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    };
  }
}
