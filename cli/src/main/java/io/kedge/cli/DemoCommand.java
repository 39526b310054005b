package io.kedge.cli;

import io.kedge.kernel.LedgerTime;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.run.PackRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kedge demo`: plays the packs that come with Kedge, so that each story ends about now, then
/// serves their ledgers until it is stopped.
@Command(name = "demo", mixinStandardHelpOptions = true)
final class DemoCommand extends Asking {
  private static final List<String> PACKS = List.of("trading-system", "tea-and-wine");

  @Option(names = "--once", descriptionKey = "demo.once")
  private boolean once;

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "up.data")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = UpCommand.PORT,
      descriptionKey = "serve.port")
  private int port;

  @Override
  int answer(Terminal terminal) throws IOException, InterruptedException {
    Path folder = data.orElse(Path.of("data", "demo"));
    List<String> arguments = UpCommand.arguments(terminal, folder, port);
    Optional<ServerProgram> server =
        once ? Optional.empty() : Optional.of(ServerProgram.built(terminal));
    var stories = new ArrayList<StoryLedger.Played>();
    for (String name : PACKS) {
      stories.add(story(terminal, name, folder));
    }
    summary(terminal, stories, folder);
    boolean ok = stories.stream().allMatch(played -> played.report().ok());
    if (!ok || server.isEmpty()) {
      document(terminal, stories, "");
      return ok ? ExitCode.YES : ExitCode.NO;
    }
    terminal.line("");
    terminal.say("demo.serving");
    arguments.add("--demo");
    return server.get().serve(arguments, url -> document(terminal, stories, url));
  }

  private static StoryLedger.Played story(Terminal terminal, String name, Path folder)
      throws IOException {
    Path ledger = folder.resolve("ledgers").resolve(name);
    Path record = folder.resolve("stories").resolve(name + ".json");
    Optional<StoryLedger.Played> before = StoryRecord.read(record, ledger);
    if (before.isPresent()) {
      terminal.say("demo.played", name, ledger);
      return before.get();
    }
    StoryLedger.Played played = play(terminal, RunCommand.load(terminal, name), ledger);
    if (played.report().ok()) {
      StoryRecord.write(record, played);
    }
    return played;
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
              folder
                  .resolve("ledgers")
                  .resolve(played.report().pack())
                  .resolve("receipts")
                  .toString()));
    }
    terminal.line("");
    terminal.table(table);
    terminal.line("");
    stories.stream()
        .flatMap(played -> played.receipts().stream())
        .findFirst()
        .ifPresent(receipt -> terminal.say("demo.try", receipt));
  }

  private static void document(Terminal terminal, List<StoryLedger.Played> stories, String url) {
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
          if (!url.isEmpty()) {
            out.writeStringField("url", url);
          }
          out.writeEndObject();
        });
  }
}
