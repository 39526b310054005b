package io.kedge.scenario.pack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The words of a line without its ending: the names it gives (`as $a $b`) and the requirements it
/// shows (`[C-20 C-21]`).
///
/// @param words the words, at least one
/// @param told the same as the reader wrote it
/// @param aliases names for what the command creates, by output index; `_` where one has no name
/// @param requirements requirement ids
record Sentence(
    List<String> words, String told, List<String> aliases, SortedSet<String> requirements) {
  private static final String TAGS = "\\[[A-Z]{1,2}-\\d{2,3}( +[A-Z]{1,2}-\\d{2,3})*]";

  static Sentence of(Line line) {
    var words = new ArrayList<>(Words.split(line.place(), line.text()));
    var requirements = new TreeSet<String>();
    if (words.getLast().matches(TAGS)) {
      String tags = words.removeLast();
      requirements.addAll(List.of(tags.substring(1, tags.length() - 1).split(" +")));
    }
    var aliases = new ArrayList<String>();
    int as = words.lastIndexOf("as");
    if (as > 0 && words.size() > as + 1 && isAlias(words.get(as + 1))) {
      for (String word : words.subList(as + 1, words.size())) {
        aliases.add(word.equals("_") ? "_" : Statement.alias(line.place(), word));
      }
      words.subList(as, words.size()).clear();
    }
    if (words.isEmpty()) {
      throw new PackException(line.place(), "a line with nothing but tags");
    }
    return new Sentence(
        List.copyOf(words),
        String.join(" ", words),
        List.copyOf(aliases),
        Collections.unmodifiableSortedSet(requirements));
  }

  private static boolean isAlias(String word) {
    return word.startsWith("$") || word.equals("_");
  }
}
