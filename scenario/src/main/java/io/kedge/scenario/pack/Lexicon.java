package io.kedge.scenario.pack;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How the words of a story read in Chinese: parties by the names their `who` lines give, other
/// words as the lines `zh WORD "中文"` of the phrase files say. Nothing of it reaches the ledger.
final class Lexicon {
  private static final String HAN = "[\\p{IsHan}、，。：；（）「」]";
  private static final String SENDER = "[a-z0-9._-]+/[a-z0-9+-]+";

  private final SortedMap<String, String> parties = new TreeMap<>();
  private final SortedMap<String, String> words = new TreeMap<>();

  /// A party's Chinese name.
  void party(String id, String name) {
    parties.put(id, name);
  }

  /// What a word, or a text without its quotation marks, is in Chinese.
  void add(String word, String chinese) {
    words.put(word, chinese);
  }

  /// One word of a sentence in Chinese; as it stands where nothing says what it means.
  String word(Place place, String word) {
    if (word.startsWith("\"")) {
      String text = Words.unquote(place, word);
      return words.getOrDefault(text, text);
    }
    Optional<String> known =
        Optional.ofNullable(parties.get(word)).or(() -> Optional.ofNullable(words.get(word)));
    if (known.isPresent()) {
      return known.get();
    }
    if (word.startsWith("[")) {
      return list(place, word.substring(1, word.length() - 1));
    }
    if (word.matches(SENDER)) {
      return sender(place, Statement.sender(place, word));
    }
    if (word.matches("\\d+(ms|s|m|h|d)")) {
      return span(word);
    }
    return word;
  }

  /// Who sends a command; employees and other keys than `main` stand in brackets.
  String sender(Place place, Statement.Sender sender) {
    String keys =
        sender.keys().stream()
            .filter(key -> !key.equals("main"))
            .map(key -> word(place, key))
            .collect(Collectors.joining("、"));
    return word(place, sender.party()) + (keys.isEmpty() ? "" : "（" + keys + "）");
  }

  /// A `but` line: what is wrong with the step.
  ///
  /// @param change its words between `but` and `refused`
  String but(Place place, List<String> change) {
    Optional<String> known = Optional.ofNullable(words.get(String.join(" ", change)));
    String second = change.size() > 1 ? change.get(1) : "";
    return tidy(
        "但："
            + known.orElseGet(
                () ->
                    switch (change.getFirst()) {
                      case "again" -> "再次提交";
                      case "forged" -> "签名改动一位";
                      case "by" -> "由" + word(place, second) + "提交";
                      case "without" -> "缺少" + word(place, second);
                      case "at" -> "提前至" + value(place, change.subList(1, change.size())) + "提交";
                      default ->
                          word(place, change.getFirst())
                              + "改为"
                              + value(place, change.subList(2, change.size()));
                    }));
  }

  private String value(Place place, List<String> value) {
    List<String> rest = value.subList(1, value.size());
    String arguments = rest.stream().map(w -> word(place, w)).collect(Collectors.joining(" "));
    return switch (value.getFirst()) {
      case "money", "int", "papers" -> arguments;
      case "digest" -> "「" + arguments + "」的摘要";
      case "in" -> arguments + "后";
      case "day" -> day(rest);
      default -> value.stream().map(w -> word(place, w)).collect(Collectors.joining(" "));
    };
  }

  private static String day(List<String> rest) {
    String day = rest.getFirst().equals("never") ? "永不" : "第 " + rest.getFirst() + " 天";
    return rest.size() > 1 ? day + " " + rest.get(1) : day;
  }

  private String list(Place place, String inside) {
    if (inside.isBlank()) {
      return "空";
    }
    return Words.split(place, inside, ',').stream()
        .map(part -> word(place, part))
        .collect(Collectors.joining("、"));
  }

  private static String span(String word) {
    String number = word.replaceAll("\\D", "");
    return switch (word.substring(number.length())) {
      case "d" -> number + " 天";
      case "h" -> number + " 小时";
      case "m" -> number + " 分钟";
      case "s" -> number + " 秒";
      default -> number + " 毫秒";
    };
  }

  /// Sets a space between Chinese and Latin words or digits, and none between Chinese ones.
  static String tidy(String text) {
    return text.replaceAll("(?<=" + HAN + ") +(?=" + HAN + ")", "")
        .replaceAll("(?<=\\p{IsHan})(?=[A-Za-z0-9])", " ")
        .replaceAll("(?<=[A-Za-z0-9])(?=\\p{IsHan})", " ");
  }
}
