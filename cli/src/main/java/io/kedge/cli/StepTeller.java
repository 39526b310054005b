package io.kedge.cli;

import io.kedge.scenario.pack.Place;
import io.kedge.scenario.run.RunListener;
import io.kedge.scenario.run.ScenarioFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells a run on the terminal: a line for each step, a table of its chapters at the end.
final class StepTeller implements RunListener {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.ofHours(8));

  /// The Chinese half begins at the first Chinese character.
  private static final Pattern TITLE =
      Pattern.compile("(?<number>(?:\\d+\\. )?+)(?<en>\\P{IsHan}*\\S\\s+)(?<zh>\\p{IsHan}.*)");

  /// One part of the story.
  private static final class Chapter {
    private final String title;
    private int accepted;
    private int refused;

    Chapter(String title) {
      this.title = title;
    }
  }

  private final Terminal terminal;
  private final List<Chapter> chapters = new ArrayList<>();

  StepTeller(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void chapter(Place place, String title) {
    String half = half(title, terminal.words().chinese());
    chapters.add(new Chapter(half));
    terminal.line("");
    terminal.line(half);
  }

  /// A title such as `2. Money 资金` in one language; the whole where it has only one.
  static String half(String title, boolean chinese) {
    Matcher halves = TITLE.matcher(title);
    if (!halves.matches()) {
      return title;
    }
    return halves.group("number") + halves.group(chinese ? "zh" : "en").strip();
  }

  @Override
  public void step(Step step) {
    if (chapters.isEmpty()) {
      chapters.add(new Chapter(terminal.words().say("run.beginning")));
    }
    Chapter chapter = chapters.getLast();
    boolean accepted = step.answer().outcome().accepted();
    if (accepted) {
      chapter.accepted++;
    } else {
      chapter.refused++;
    }
    String told = terminal.words().chinese() ? step.toldZh() : step.told();
    String result = accepted ? "✓" : "✗ " + step.answer().outcome().code();
    terminal.line(
        "  %s  %s  %s"
            .formatted(TIME.format(Instant.ofEpochMilli(step.time().millis())), told, result));
  }

  @Override
  public void failed(ScenarioFailure failure) {
    terminal.progress(failure.toString());
  }

  /// The table of what happened and where the receipts are.
  void ending(StoryLedger.Played played, Path folder) {
    Words words = terminal.words();
    var table =
        new TextTable(
            List.of(words.say("run.chapter"), words.say("run.accepted"), words.say("run.refused")),
            1,
            2);
    for (Chapter chapter : chapters) {
      table.row(
          List.of(
              chapter.title,
              Integer.toString(chapter.accepted),
              Integer.toString(chapter.refused)));
    }
    terminal.line("");
    terminal.table(table);
    terminal.line("");
    terminal.say(
        played.report().ok() ? "run.ok" : "run.not-ok",
        played.report().pack(),
        played.report().steps(),
        played.report().accepted(),
        played.report().refused(),
        played.report().checks());
    terminal.say("run.ledger", played.blockHeight(), played.treeSize(), played.stateRoot());
    terminal.say("run.receipts", played.receipts().size(), folder.resolve("receipts"));
  }
}
