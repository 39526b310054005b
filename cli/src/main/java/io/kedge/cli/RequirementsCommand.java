package io.kedge.cli;

import io.kedge.scenario.pack.PackException;
import io.kedge.scenario.requirement.RequirementIndex;
import io.kedge.scenario.requirement.RequirementIndex.Reason;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kedge requirements`: the requirement traceability matrix (需求跟踪矩阵): each id, and the pack steps
/// and tests that show it, or why it is open.
@Command(name = "requirements", mixinStandardHelpOptions = true)
final class RequirementsCommand extends Asking {
  private static final int PLACES_SHOWN = 3;

  @Option(
      names = "--section",
      paramLabel = "PREFIX",
      defaultValue = "",
      descriptionKey = "requirements.section")
  private String section = "";

  @Override
  int answer(Terminal terminal) {
    RequirementIndex index;
    try {
      index = RequirementIndex.read(Home.directory());
    } catch (PackException e) {
      throw Failure.malformed(e.getMessage());
    }
    List<RequirementIndex.Row> rows =
        index.rows().stream()
            .filter(row -> row.id().startsWith(section) || row.section().startsWith(section))
            .toList();
    long shown = rows.stream().filter(row -> !row.shown().isEmpty()).count();
    table(terminal, rows);
    terminal.line("");
    terminal.say("requirements.sum", shown, rows.size(), rows.size() - shown);
    index.problems().forEach(terminal::line);
    document(terminal, rows, index.problems());
    return index.problems().isEmpty() ? ExitCode.YES : ExitCode.NO;
  }

  private static void table(Terminal terminal, List<RequirementIndex.Row> rows) {
    Words words = terminal.words();
    var table =
        new TextTable(
            List.of(
                words.say("requirements.id"),
                words.say("requirements.state"),
                words.say("requirements.text"),
                words.say("requirements.where")));
    for (RequirementIndex.Row row : rows) {
      boolean open = row.shown().isEmpty();
      table.row(
          List.of(
              row.id(),
              words.say(open ? "requirements.open" : "requirements.shown"),
              words.chinese() ? row.zh() : row.en(),
              open ? reason(words, row) : places(row.shown())));
    }
    terminal.table(table);
  }

  private static String reason(Words words, RequirementIndex.Row row) {
    return row.open().map(why -> words.chinese() ? why.zh() : why.en()).orElse("");
  }

  private static String places(List<String> shown) {
    String first = String.join(", ", shown.subList(0, Math.min(PLACES_SHOWN, shown.size())));
    int more = shown.size() - PLACES_SHOWN;
    return more > 0 ? first + " +" + more : first;
  }

  private static void document(
      Terminal terminal, List<RequirementIndex.Row> rows, List<String> problems) {
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("requirements");
          for (RequirementIndex.Row row : rows) {
            out.writeStartObject();
            out.writeStringField("id", row.id());
            out.writeStringField("section", row.section());
            out.writeStringField("zh", row.zh());
            out.writeStringField("en", row.en());
            out.writeArrayFieldStart("shown");
            for (String place : row.shown()) {
              out.writeString(place);
            }
            out.writeEndArray();
            if (row.shown().isEmpty()) {
              out.writeStringField("openZh", row.open().map(Reason::zh).orElse(""));
              out.writeStringField("openEn", row.open().map(Reason::en).orElse(""));
            }
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeArrayFieldStart("problems");
          for (String problem : problems) {
            out.writeString(problem);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }
}
