package io.kedge.scenario.pack;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The times and durations of a story.
public final class Offsets {
  private static final Pattern CLOCK = Pattern.compile("(\\d{2}):(\\d{2})(?::(\\d{2}))?");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,7})(ms|s|m|h|d)");
  private static final long DAY = 86_400_000;

  private Offsets() {}

  /// Milliseconds from the start of the story to `3 09:00`: day 3 (the first is day 0) at nine.
  ///
  /// @throws PackException where the words are not a day and perhaps a time of day
  public static long moment(Place place, List<String> words) {
    if (words.isEmpty() || words.size() > 2 || !words.getFirst().matches("\\d{1,5}")) {
      throw new PackException(place, "a moment is `day N` or `day N HH:MM`");
    }
    long millis = Long.parseLong(words.getFirst()) * DAY;
    return words.size() == 1 ? millis : millis + clock(place, words.get(1));
  }

  private static long clock(Place place, String word) {
    Matcher clock = CLOCK.matcher(word);
    if (!clock.matches()) {
      throw new PackException(place, "a time of day is HH:MM or HH:MM:SS, not " + word);
    }
    long hours = Long.parseLong(clock.group(1));
    long minutes = Long.parseLong(clock.group(2));
    long seconds = clock.group(3) == null ? 0 : Long.parseLong(clock.group(3));
    if (hours > 23 || minutes > 59 || seconds > 59) {
      throw new PackException(place, "there is no such time of day: " + word);
    }
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  }

  /// Milliseconds of `10m`, `2h`, `5d`, `30s` or `1ms`.
  ///
  /// @throws PackException where the word is anything else
  public static long duration(Place place, String word) {
    Matcher duration = DURATION.matcher(word);
    if (!duration.matches()) {
      throw new PackException(place, "a duration is a number and ms, s, m, h or d, not " + word);
    }
    long number = Long.parseLong(duration.group(1));
    return number
        * switch (duration.group(2)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          default -> DAY;
        };
  }
}
