package io.kedge.scenario.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The sentences a pack may use beside the statements of the language, and what each stands for.
///
/// A phrase is a line `phrase {who} gives {units} of {symbol} to {whom}` with the statements it
/// stands for below it, in which `{who}` and the like are replaced.
final class PhraseBook {
  private record Phrase(Place place, List<String> pattern, List<Line> body) {
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

  private final List<Phrase> phrases = new ArrayList<>();

  /// Adds the phrases of a file.
  ///
  /// @throws PackException where two phrases could be meant by the same sentence
  void read(String file, String content) {
    for (Line line : Line.read(file, content)) {
      List<String> words = Words.split(line.place(), line.text());
      if (!words.getFirst().equals("phrase") || words.size() < 3 || line.children().isEmpty()) {
        throw new PackException(line.place(), "expected `phrase {who} does …` and lines below it");
      }
      var phrase = new Phrase(line.place(), words.subList(1, words.size()), line.children());
      for (Phrase other : phrases) {
        if (phrase.clashes(other)) {
          throw new PackException(
              line.place(), "a sentence could mean this phrase or the one at " + other.place());
        }
      }
      phrases.add(phrase);
    }
  }

  /// The lines a sentence stands for, told from the sentence's place; empty where no phrase fits.
  Optional<List<Line>> expand(Place place, List<String> sentence) {
    for (Phrase phrase : phrases) {
      Optional<Map<String, String>> slots = match(phrase, sentence);
      if (slots.isPresent()) {
        return Optional.of(
            phrase.body().stream()
                .map(line -> line.map(place, text -> fill(line.place(), text, slots.get())))
                .toList());
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
