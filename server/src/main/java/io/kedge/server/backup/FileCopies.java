package io.kedge.server.backup;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files of a server's directory outside ledgers and database: keys as they are sealed,
/// uploads,
/// certificates, settings.
final class FileCopies {
  private static final List<String> WHAT =
      List.of("custody", "files", "tls", "stories", "server.yaml");

  private FileCopies() {}

  /// Copies them.
  ///
  /// @return SHA-256 of every copy, by its path
  static SortedMap<String, String> copy(Path from, Path to) throws IOException {
    var copied = new TreeMap<String, String>();
    for (String what : WHAT) {
      Path above = from.resolve(what);
      if (Files.exists(above)) {
        for (Path file : filesIn(above)) {
          String path = from.relativize(file).toString().replace('\\', '/');
          if (copyOne(file, to.resolve(path))) {
            copied.put(path, digest(to.resolve(path)));
          }
        }
      }
    }
    return copied;
  }

  private static List<Path> filesIn(Path above) throws IOException {
    try (Stream<Path> files = Files.walk(above)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".tmp") && !file.toString().endsWith(".new"))
          .sorted()
          .toList();
    }
  }

  /// @return false where the file is gone: it was somebody's a moment ago and is nobody's any more
  private static boolean copyOne(Path file, Path copy) throws IOException {
    Files.createDirectories(copy.getParent());
    Path fresh = copy.resolveSibling(copy.getFileName() + ".new");
    try {
      Files.copy(
          file, fresh, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException _) {
      return false;
    }
    Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  static String digest(Path file) throws IOException {
    return Digest.of(Bytes.wrap(Files.readAllBytes(file))).hex();
  }
}
