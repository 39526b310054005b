package io.kedge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the server turns away says so in words, and says what to do next.
class ProblemTextsTest {
  @ParameterizedTest
  @ValueSource(strings = {"zh-CN", "en"})
  void everyProblemHasWordsAndNoWordsAreLeftOver(String language) {
    var wanted = new TreeSet<String>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.kedge.server")) {
      if (type.isAssignableTo(ProblemKind.class) && type.isEnum()) {
        for (Object constant : type.reflect().getEnumConstants()) {
          wanted.add(((ProblemKind) constant).code() + ".title");
          wanted.add(((ProblemKind) constant).code() + ".advice");
        }
      }
    }
    assertThat(RefusalTexts.problemKeys(Locale.forLanguageTag(language)))
        .containsExactlyInAnyOrderElementsOf(wanted);
  }
}
