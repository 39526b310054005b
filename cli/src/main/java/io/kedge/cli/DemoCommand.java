package io.kedge.cli;

import io.kedge.kernel.LedgerTime;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.run.PackRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kedge demo`: plays the packs that come with Kedge, so that each story ends about now.
@Command(name = "demo", mixinStandardHelpOptions = true)
final class DemoCommand extends Asking {
  private static final List<String> PACKS = List.of("trading-system", "tea-and-wine");

  @Option(names = "--once", descriptionKey = "demo.once")
  private boolean once;

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "option.data")
  private Optional<Path> data = Optional.empty();

  @Override
  int answer(Terminal terminal) {
    Path folder = data.orElse(Path.of("data", "demo"));
    var stories = new ArrayList<StoryLedger.Played>();
    try {
      for (String name : PACKS) {
        stories.add(play(terminal, RunCommand.load(terminal, name), folder.resolve(name)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    summary(terminal, stories, folder);
    if (!once) {
      terminal.say("demo.ended");
    }
    document(terminal, stories);
    boolean ok = stories.stream().allMatch(played -> played.report().ok());
    return ok ? ExitCode.YES : ExitCode.NO;
  }

  private static StoryLedger.Played play(Terminal terminal, Pack pack, Path folder)
      throws IOException {
    terminal.line("");
    terminal.line("== " + (terminal.words().chinese() ? pack.titleZh() : pack.titleEn()));
    LedgerTime now = LedgerTime.of(System.currentTimeMillis());
    LedgerTime start = PackRunner.startToEndBefore(pack, now);
    var told = new StepTeller(terminal);
    StoryLedger.Played played = new StoryLedger(pack, folder, start, terminal).play(told, _ -> {});
    told.ending(played, folder);
    return played;
  }

  private static void summary(Terminal terminal, List<StoryLedger.Played> stories, Path folder) {
    Words words = terminal.words();
    var table =
        new TextTable(
            List.of(
                words.say("demo.story"),
                words.say("run.accepted"),
                words.say("run.refused"),
                words.say("demo.checks"),
                words.say("demo.receipts")),
            1,
            2,
            3);
    for (StoryLedger.Played played : stories) {
      table.row(
          List.of(
              played.report().pack(),
              Integer.toString(played.report().accepted()),
              Integer.toString(played.report().refused()),
              Integer.toString(played.report().checks()),
              folder.resolve(played.report().pack()).resolve("receipts").toString()));
    }
    terminal.line("");
    terminal.table(table);
    terminal.line("");
    stories.stream()
        .flatMap(played -> played.receipts().stream())
        .findFirst()
        .ifPresent(receipt -> terminal.say("demo.try", receipt));
  }

  private static void document(Terminal terminal, List<StoryLedger.Played> stories) {
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("stories");
          for (StoryLedger.Played played : stories) {
            out.writeStartObject();
            RunCommand.members(out, played);
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }
}
