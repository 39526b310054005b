package io.kedge.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratedTablesTest {
  /// With the profile `tables` it writes them anew.
  @ParameterizedTest
  @EnumSource(GenerateTables.class)
  void theGeneratedClassesAreThoseOfTheMigrations(GenerateTables tables, @TempDir Path folder)
      throws Exception {
    boolean anew = System.getProperty("kedge.generate") != null;
    Path target = anew ? tables.kept() : folder;
    tables.generate(TestDatabase.get(), target);
    assertThat(files(tables.kept())).isEqualTo(files(target)).isNotEmpty();
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
