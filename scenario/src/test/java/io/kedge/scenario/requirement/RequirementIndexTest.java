package io.kedge.scenario.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequirementIndexTest {
  @Test
  void everyRequirementIsShownOrOpenWithAReason() {
    RequirementIndex index = RequirementIndex.read(Path.of(".."));
    assertThat(index.problems()).isEmpty();
    assertThat(index.rows()).hasSize(149);
    assertThat(index.rows().stream().filter(row -> row.open().isPresent()).toList())
        .hasSizeLessThanOrEqualTo(12)
        .allSatisfy(row -> assertThat(row.open().orElseThrow().zh()).isNotBlank());
  }

  @Test
  void anIdThatNobodyShowsAndATagThatDoesNotExistAreProblems(@TempDir Path root)
      throws IOException {
    Path tests = Files.createDirectories(root.resolve("module/src/test/java"));
    // Spelled apart, so that this file does not show what it talks about.
    String tag = "@Requirement";
    Files.writeString(
        tests.resolve("SomeTest.java"),
        tag + "({\"C-01\", \"C-99\"})\nclass SomeTest {\n  " + tag + "(\"B-09\")\n}\n");
    RequirementIndex index = RequirementIndex.read(root);
    assertThat(index.problems())
        .contains(
            "C-99 is no requirement, at SomeTest:1",
            "B-09 is called open and shown at SomeTest:3",
            "C-08 is neither shown nor open: the issuer, and no other, publishes the announcement")
        .noneMatch(problem -> problem.startsWith("C-01 "));
    assertThat(index.rows().stream().filter(row -> row.id().equals("C-01")).findFirst())
        .hasValueSatisfying(row -> assertThat(row.shown()).isEqualTo(List.of("SomeTest:1")));
  }
}
