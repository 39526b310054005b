package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.verify.ProbeFault;
import io.kedge.ledger.verify.RejectReason;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final Pattern SAID =
      Pattern.compile("(?:say|sayOr|descriptionKey = )\\(?\\s*\"([a-z]+\\.[A-Za-z.-]+)\"");

  private static Properties words(String language) throws IOException {
    var properties = new Properties();
    try (var in = WordsTest.class.getResourceAsStream("words_" + language + ".properties")) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties;
  }

  @Test
  void bothLanguagesSayTheSameThings() throws IOException {
    assertThat(words("zh").stringPropertyNames())
        .isEqualTo(words("en").stringPropertyNames())
        .hasSizeGreaterThan(100);
  }

  @Test
  void everyArgumentIsUsedInBothLanguages() throws IOException {
    Properties zh = words("zh");
    for (var entry : words("en").entrySet()) {
      String key = entry.getKey().toString();
      assertThat(arguments(zh.getProperty(key))).as(key).isEqualTo(arguments(entry.getValue()));
    }
  }

  private static TreeSet<String> arguments(Object text) {
    var found = new TreeSet<String>();
    Matcher matcher = Pattern.compile("\\{\\d}").matcher(text.toString());
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  @Test
  void whatTheProgramSaysIsThere() throws IOException {
    var missing = new ArrayList<String>();
    Properties en = words("en");
    int said = 0;
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher matcher = SAID.matcher(Files.readString(file));
        while (matcher.find()) {
          said++;
          String key = matcher.group(1);
          if (!key.endsWith(".") && !en.containsKey(key)) {
            missing.add(file.getFileName() + ": " + key);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(said).isGreaterThan(50);
  }

  @Test
  void everyReasonOfVerifyIsDocumentedAndHasWords() throws IOException {
    String document = Files.readString(Path.of("../docs/reference/verify.md"));
    var documented = new TreeSet<String>();
    Matcher matcher = Pattern.compile("`([A-Z][A-Z0-9_]{3,})`").matcher(document);
    while (matcher.find()) {
      documented.add(matcher.group(1));
    }
    documented.remove("MEMBER");
    Properties en = words("en");
    assertThat(documented).allSatisfy(reason -> assertThat(en).containsKey("probe." + reason));
    assertThat(documented)
        .contains(Stream.of(ProbeFault.values()).map(Enum::name).toArray(String[]::new))
        .contains(Stream.of(RejectReason.values()).map(Enum::name).toArray(String[]::new))
        .contains(Stream.of(NoteVerdict.Reason.values()).map(Enum::name).toArray(String[]::new));
  }

  @Test
  void anApostropheAndNumbersComeOutAsTheyAre() {
    Words words = Words.of("en");
    assertThat(words.say("demo.try", "it's")).endsWith("verify receipt it's");
    assertThat(words.say("run.receipts", 1234, "x")).contains("1,234");
    assertThat(List.of(Words.of("zh_CN.UTF-8").chinese(), Words.of("de").chinese()))
        .containsExactly(true, false);
  }
}
