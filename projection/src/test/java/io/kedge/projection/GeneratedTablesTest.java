package io.kedge.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedTablesTest {
  private static final Path KEPT = Path.of("src/generated/java");

  /// With `-Dkedge.generate` it writes them anew.
  @Test
  void theGeneratedClassesAreThoseOfTheMigrations(@TempDir Path folder) throws Exception {
    boolean anew = System.getProperty("kedge.generate") != null;
    Path target = anew ? KEPT : folder;
    GenerateTables.generate(TestDatabase.get(), target);
    assertThat(files(KEPT)).isEqualTo(files(target)).isNotEmpty();
  }

  private static TreeMap<String, String> files(Path folder) throws IOException {
    var files = new TreeMap<String, String>();
    try (var walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }
}
