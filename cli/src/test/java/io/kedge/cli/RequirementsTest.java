package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.scenario.requirement.RequirementIndex;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RequirementsTest {
  /// A requirement is shown by a step or a test, or open with a reason; a tag names a requirement.
  @Test
  void everyRequirementIsShownOrOpenWithAReason() {
    RequirementIndex index = RequirementIndex.read(Path.of(".."));
    assertThat(index.problems()).isEmpty();
    assertThat(index.rows()).hasSizeGreaterThan(140);
  }
}
