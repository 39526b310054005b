package io.kedge.scenario.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A story in a folder: who acts, what they do, what must come of it.
///
/// @param name what keys and nonces are derived from; changing it makes another story
/// @param titleEn what it is about, in English
/// @param titleZh what it is about, in Chinese
/// @param genesis the document its ledger begins with, member by member
/// @param statements the story
/// @param files its files
public record Pack(
    String name,
    String titleEn,
    String titleZh,
    Value.Obj genesis,
    List<Statement> statements,
    PackFiles files) {
  private static final String PHRASES = "phrases.txt";

  /// Copies the statements.
  public Pack {
    statements = List.copyOf(statements);
  }

  /// Reads the pack in a folder.
  ///
  /// @throws PackException where it does not have the form docs/reference/pack.md describes
  public static Pack load(Path folder) {
    return read(PackFiles.in(folder));
  }

  /// Reads a pack: its `pack.txt`, with the phrases of this module and those of its own
  /// `phrases.txt`.
  ///
  /// @throws PackException where it does not have the form docs/reference/pack.md describes
  public static Pack read(PackFiles files) {
    String content =
        files
            .find("pack.txt")
            .orElseThrow(
                () -> new PackException(new Place("pack.txt", 1), "there is no such file"));
    var phrases = new PhraseBook();
    phrases.read("phrases", standardPhrases());
    files.find(PHRASES).ifPresent(own -> phrases.read(PHRASES, own));
    var lines = new ArrayList<>(Line.read("pack.txt", content));
    if (lines.isEmpty() || !lines.getFirst().text().matches("pack [a-z0-9][a-z0-9-]*")) {
      throw new PackException(new Place("pack.txt", 1), "the first line is `pack name`");
    }
    Line head = lines.removeFirst();
    Value.Obj members = ValueReader.members(head.children());
    Value.Obj genesis = genesis(head, lines);
    List<Statement> statements = new StatementReader(phrases, files).read(lines);
    Twins.require(statements);
    return new Pack(
        head.text().substring("pack ".length()),
        title(head, members, "en"),
        title(head, members, "zh"),
        genesis,
        statements,
        files);
  }

  private static Value.Obj genesis(Line head, List<Line> lines) {
    if (lines.isEmpty() || !lines.getFirst().text().equals("genesis")) {
      throw new PackException(head.place(), "after the titles comes `genesis` with its members");
    }
    return ValueReader.members(lines.removeFirst().children());
  }

  private static String title(Line head, Value.Obj members, String language) {
    if (members.members().get(language) instanceof Value.Text(String title)) {
      return title;
    }
    throw new PackException(head.place(), "the title is missing: `" + language + ": \"…\"`");
  }

  private static String standardPhrases() {
    try (InputStream in = Pack.class.getResourceAsStream(PHRASES)) {
      if (in == null) {
        throw new IllegalStateException("the module has no " + PHRASES);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Milliseconds from the start of the story to its last moment.
  public long lengthMillis() {
    return statements.stream()
        .mapToLong(s -> s instanceof Statement.At at ? at.offsetMillis() : 0)
        .max()
        .orElse(0);
  }

  /// The requirement ids its statements show, each with the first place that does.
  public SortedMap<String, Place> requirements() {
    var shown = new TreeMap<String, Place>();
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Send send -> {
          send.requirements().forEach(id -> shown.putIfAbsent(id, send.place()));
          for (Statement.But but : send.buts()) {
            but.requirements().forEach(id -> shown.putIfAbsent(id, but.place()));
          }
        }
        case Statement.Then then ->
            then.requirements().forEach(id -> shown.putIfAbsent(id, then.place()));
        case Statement.Chapter _,
            Statement.Who _,
            Statement.At _,
            Statement.Let _,
            Statement.Point _ -> {}
      }
    }
    return shown;
  }

  /// The name a party has for readers.
  public Optional<Statement.Who> who(String party) {
    return statements.stream()
        .filter(s -> s instanceof Statement.Who who && who.id().equals(party))
        .map(Statement.Who.class::cast)
        .findFirst();
  }
}
