package io.kedge.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A text file of the repository. `path` is relative to its root, with `/` between names.
record SourceFile(String path, String text) {
  /// What builds and runs leave behind, what is generated (`src/generated`), and the offenders that
  /// the rules are tried on.
  private static final Set<String> NOT_OURS =
      Set.of(
          "target",
          ".git",
          ".idea",
          ".vscode",
          "node_modules",
          "dist",
          "data",
          "generated",
          "house-offenders");

  private static final Set<String> TEXT =
      Set.of(
          "java",
          "md",
          "xml",
          "sh",
          "csv",
          "json",
          "properties",
          "txt",
          "py",
          "config",
          "pack",
          "log",
          "run",
          "kedge",
          ".editorconfig",
          ".gitignore",
          "NOTICE");

  /// Every text file under `root`, in the order of their paths.
  static List<SourceFile> under(Path root) {
    var found = new ArrayList<SourceFile>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              var ours = !NOT_OURS.contains(folder.getFileName().toString());
              return ours || folder.equals(root)
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (isText(file)) {
                read(root, file).ifPresent(found::add);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort((a, b) -> a.path.compareTo(b.path));
    return found;
  }

  /// The folder above the running test that holds the whole project.
  static Path repository() {
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("kedge")) && Files.exists(at.resolve("contracts"))) {
        return at;
      }
    }
    throw new IllegalStateException("no repository above " + Path.of("").toAbsolutePath());
  }

  boolean isJava() {
    return path.endsWith(".java");
  }

  boolean isMainJava() {
    return isJava() && path.contains("/src/main/java/");
  }

  boolean isDocument() {
    return path.endsWith(".md");
  }

  /// The module that holds the file; the file's own name where it lies at the root.
  String module() {
    return path.split("/", 2)[0];
  }

  List<String> lines() {
    return text.lines().toList();
  }

  String at(int line) {
    return path + ":" + line;
  }

  private static boolean isText(Path file) {
    var name = file.getFileName().toString();
    return TEXT.contains(name) || TEXT.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static Optional<SourceFile> read(Path root, Path file) throws IOException {
    try {
      var path = root.relativize(file).toString().replace('\\', '/');
      return Optional.of(new SourceFile(path, Files.readString(file)));
    } catch (MalformedInputException _) {
      return Optional.empty(); // not a text after all
    }
  }
}
