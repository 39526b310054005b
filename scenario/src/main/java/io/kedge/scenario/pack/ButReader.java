package io.kedge.scenario.pack;

import java.util.List;

/// Reads `but CHANGE refused CODE [tags]`: the step above with one thing wrong.
final class ButReader {
  private ButReader() {}

  static Statement.But read(Line line, Lexicon lexicon) {
    StatementReader.leaf(line);
    Sentence sentence = Sentence.of(line);
    List<String> words = sentence.words();
    int refused = words.size() - 2;
    if (refused < 2 || !words.get(refused).equals("refused") || !sentence.aliases().isEmpty()) {
      throw new PackException(line.place(), "expected `but CHANGE refused concept.CODE`");
    }
    String code = words.getLast();
    if (!code.matches("[a-z]+\\.[A-Z0-9_]+")) {
      throw new PackException(line.place(), "not the code of a refusal: " + code);
    }
    Statement.Change change = change(line.place(), words.subList(1, refused));
    return new Statement.But(
        line.place(),
        String.join(" ", words.subList(0, refused)),
        lexicon.but(line.place(), words.subList(1, refused)),
        change,
        code,
        sentence.requirements());
  }

  private static Statement.Change change(Place place, List<String> words) {
    String first = words.getFirst();
    int size = words.size();
    if (first.equals("again") && size == 1) {
      return new Statement.Change.Again();
    }
    if (first.equals("forged") && size == 1) {
      return new Statement.Change.Forged();
    }
    if (first.equals("by") && size == 2) {
      return new Statement.Change.By(Statement.sender(place, words.get(1)));
    }
    if (first.equals("without") && size == 2) {
      return new Statement.Change.Without(path(words.get(1)));
    }
    if (first.equals("at") && size >= 3 && words.get(1).equals("day")) {
      return new Statement.Change.Earlier(Offsets.moment(place, words.subList(2, size)));
    }
    if (size >= 3 && words.get(1).equals("=")) {
      String value = String.join(" ", words.subList(2, size));
      return new Statement.Change.Set(path(first), ValueReader.inline(place, value));
    }
    throw new PackException(
        place,
        "a change is `again`, `forged`, `by PARTY`, `without member`, `at day N HH:MM` or"
            + " `member = value`");
  }

  private static List<String> path(String word) {
    return List.of(word.split("\\."));
  }
}
