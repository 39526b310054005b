package io.kedge.scenario.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The sentences a pack may use beside the statements of the language, and what each stands for.
///
/// A phrase is a line `phrase {who} gives {units} of {symbol} to {whom}` with the statements it
/// stands for below it, in which `{who}` and the like are replaced. Directly below the phrase may
/// stand `zh: {who} …`, which tells the sentence in Chinese. A line `zh WORD "中文"` says how a
/// word that fills a slot reads there.
final class PhraseBook {
  /// What a sentence stands for.
  ///
  /// @param lines the lines, told from the sentence's place
  /// @param toldZh the sentence in Chinese, where its phrase has a wording
  record Expansion(List<Line> lines, Optional<String> toldZh) {}

  private record Phrase(Place place, List<String> pattern, Optional<String> zh, List<Line> body) {
    boolean clashes(Phrase other) {
      if (pattern.size() != other.pattern.size()) {
        return false;
      }
      for (int i = 0; i < pattern.size(); i++) {
        String a = pattern.get(i);
        String b = other.pattern.get(i);
        if (!a.equals(b) && !isSlot(a) && !isSlot(b)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final String WORDING = "zh: ";

  private final List<Phrase> phrases = new ArrayList<>();
  private final Lexicon lexicon = new Lexicon();

  /// How words read in Chinese.
  Lexicon lexicon() {
    return lexicon;
  }

  /// Adds the phrases of a file.
  ///
  /// @throws PackException where two phrases could be meant by the same sentence
  void read(String file, String content) {
    for (Line line : Line.read(file, content)) {
      List<String> words = Words.split(line.place(), line.text());
      if (words.getFirst().equals("zh")) {
        readWord(line, words);
        continue;
      }
      if (!words.getFirst().equals("phrase") || words.size() < 3 || line.children().isEmpty()) {
        throw new PackException(line.place(), "expected `phrase {who} does …` and lines below it");
      }
      Phrase phrase = phrase(line, words.subList(1, words.size()));
      for (Phrase other : phrases) {
        if (phrase.clashes(other)) {
          throw new PackException(
              line.place(), "a sentence could mean this phrase or the one at " + other.place());
        }
      }
      phrases.add(phrase);
    }
  }

  private void readWord(Line line, List<String> words) {
    StatementReader.leaf(line);
    if (words.size() != 3) {
      throw new PackException(line.place(), "expected `zh WORD \"中文\"`");
    }
    String word = words.get(1);
    lexicon.add(
        word.startsWith("\"") ? Words.unquote(line.place(), word) : word,
        Words.unquote(line.place(), words.get(2)));
  }

  private static Phrase phrase(Line line, List<String> pattern) {
    Line first = line.children().getFirst();
    if (!first.text().startsWith(WORDING)) {
      return new Phrase(line.place(), pattern, Optional.empty(), line.children());
    }
    StatementReader.leaf(first);
    String wording = first.text().substring(WORDING.length()).strip();
    List<Line> body = line.children().subList(1, line.children().size());
    if (body.isEmpty()) {
      throw new PackException(line.place(), "a phrase that stands for nothing");
    }
    var slots = new TreeMap<String, String>();
    pattern.stream().filter(PhraseBook::isSlot).forEach(slot -> slots.put(slot, ""));
    fill(first.place(), wording, slots);
    return new Phrase(line.place(), pattern, Optional.of(wording), body);
  }

  /// What a sentence stands for; empty where no phrase fits.
  Optional<Expansion> expand(Place place, List<String> sentence) {
    for (Phrase phrase : phrases) {
      Optional<Map<String, String>> slots = match(phrase, sentence);
      if (slots.isPresent()) {
        List<Line> lines =
            phrase.body().stream()
                .map(line -> line.map(place, text -> fill(line.place(), text, slots.get())))
                .toList();
        return Optional.of(
            new Expansion(lines, phrase.zh().map(zh -> chinese(place, zh, slots.get()))));
      }
    }
    return Optional.empty();
  }

  private static Optional<Map<String, String>> match(Phrase phrase, List<String> sentence) {
    if (sentence.size() != phrase.pattern().size()) {
      return Optional.empty();
    }
    var slots = new TreeMap<String, String>();
    for (int i = 0; i < sentence.size(); i++) {
      String expected = phrase.pattern().get(i);
      String found = sentence.get(i);
      if (isSlot(expected)) {
        slots.put(expected, found);
      } else if (!expected.equals(found)) {
        return Optional.empty();
      }
    }
    return Optional.of(slots);
  }

  private String chinese(Place place, String wording, Map<String, String> slots) {
    var words = new TreeMap<String, String>();
    slots.forEach((slot, word) -> words.put(slot, lexicon.word(place, word)));
    return Lexicon.tidy(fill(place, wording, words));
  }

  private static String fill(Place place, String text, Map<String, String> slots) {
    String filled = text;
    for (var slot : slots.entrySet()) {
      filled = filled.replace(slot.getKey(), slot.getValue());
    }
    if (filled.matches(".*\\{[a-z]+}.*")) {
      throw new PackException(place, "a slot that the phrase does not have: " + filled);
    }
    return filled;
  }

  private static boolean isSlot(String word) {
    return word.matches("\\{[a-z]+}");
  }
}
