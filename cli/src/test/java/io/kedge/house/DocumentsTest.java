package io.kedge.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.cli.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// What the documents tell a reader to type or to open is there.
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");
  private static final Pattern COMMAND =
      Pattern.compile("\\./kedge ([a-z]+)(?: ([a-z][a-z0-9-]*))?");

  /// What the script `./kedge` does by itself.
  private static final List<String> SCRIPT = List.of("test", "fmt", "help", "jdk");

  private static final Path ROOT = SourceFile.repository();

  private static final List<SourceFile> DOCUMENTS =
      SourceFile.under(ROOT).stream().filter(SourceFile::isDocument).toList();

  @Test
  void everyLinkLeadsToAFile() {
    assertThat(deadLinks(DOCUMENTS)).isEmpty();
  }

  @Test
  void everyCommandExists() {
    assertThat(unknownCommands(DOCUMENTS)).isEmpty();
  }

  @Test
  void theReadmesTellTheSameCommands() {
    assertThat(commands("README.md")).contains("demo", "test", "help");
    assertThat(commands("README.zh-CN.md")).isEqualTo(commands("README.md"));
  }

  @Test
  void aDeadLinkAndAnUnknownCommandAreSeen() {
    var wrong =
        new SourceFile(
            "docs/WRONG.md",
            "[there](STYLE.md), [gone](NOWHERE.md), ./kedge demo, ./kedge sing, ./kedge ledger dig");
    assertThat(deadLinks(List.of(wrong))).containsExactly("docs/WRONG.md: NOWHERE.md");
    assertThat(unknownCommands(List.of(wrong)))
        .containsExactly("docs/WRONG.md: sing", "docs/WRONG.md: ledger dig");
  }

  private static List<String> deadLinks(List<SourceFile> documents) {
    var dead = new ArrayList<String>();
    for (var document : documents) {
      var folder = ROOT.resolve(document.path()).getParent();
      LINK.matcher(document.text())
          .results()
          .map(link -> link.group(1))
          .filter(target -> !target.matches("[a-z]+:.*"))
          .filter(target -> !Files.exists(folder.resolve(target)))
          .forEach(target -> dead.add(document.path() + ": " + target));
    }
    return dead;
  }

  private static List<String> unknownCommands(List<SourceFile> documents) {
    var program = new CommandLine(new Main()).getSubcommands();
    var unknown = new ArrayList<String>();
    for (var document : documents) {
      for (var call : calls(document.text())) {
        var name = call.group(1);
        var known = program.get(name);
        if (known == null) {
          if (!SCRIPT.contains(name)) {
            unknown.add(document.path() + ": " + name);
          }
        } else if (call.group(2) != null
            && !known.getSubcommands().isEmpty()
            && !known.getSubcommands().containsKey(call.group(2))) {
          unknown.add(document.path() + ": " + name + " " + call.group(2));
        }
      }
    }
    return unknown;
  }

  private static TreeSet<String> commands(String path) {
    var names = new TreeSet<String>();
    for (var document : DOCUMENTS) {
      if (document.path().equals(path)) {
        calls(document.text()).forEach(call -> names.add(call.group(1)));
      }
    }
    return names;
  }

  private static List<MatchResult> calls(String text) {
    return COMMAND.matcher(text).results().toList();
  }
}
