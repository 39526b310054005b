package io.kedge.server.notification;

import io.kedge.offering.Stage;
import io.kedge.offering.TradingCalendar;
import io.kedge.server.api.Names;
import io.kedge.server.api.RefusalTexts;
import io.kedge.server.api.Titles;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of notices, in Chinese and English. What is in braces is filled in: parameters as they
/// are; `{xTime}` from the moment `x` in the platform's local time; `{typeTitle}`, `{codeTitle}`,
/// `{codeAdvice}`, `{stageTitle}` from the words for commands, refusals and stages; `{why}`,
/// `{outcome}` and `{rule}` from words of their own.
final class NoticeTexts {
  private static final Pattern BRACES = Pattern.compile("\\{([a-zA-Z]+)}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final SortedMap<String, String> CHINESE = load("notices_zh.properties");
  private static final SortedMap<String, String> ENGLISH = load("notices_en.properties");

  private NoticeTexts() {}

  /// A notice in words.
  ///
  /// @param title in one line
  /// @param text in one or two sentences
  record Text(String title, String text) {}

  /// The words of a notice.
  static Text of(
      NoticeKind kind, SortedMap<String, String> params, Locale reader, TradingCalendar calendar) {
    SortedMap<String, String> words = words(reader);
    return new Text(
        fill(words.getOrDefault(kind + ".title", kind.name()), params, reader, calendar),
        fill(words.getOrDefault(kind + ".text", ""), params, reader, calendar));
  }

  private static SortedMap<String, String> words(Locale reader) {
    return reader.getLanguage().equals("en") ? ENGLISH : CHINESE;
  }

  private static String fill(
      String pattern, SortedMap<String, String> params, Locale reader, TradingCalendar calendar) {
    Matcher matcher = BRACES.matcher(pattern);
    var filled = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(
          filled, Matcher.quoteReplacement(value(matcher.group(1), params, reader, calendar)));
    }
    return matcher.appendTail(filled).toString();
  }

  private static String value(
      String name, SortedMap<String, String> params, Locale reader, TradingCalendar calendar) {
    return switch (name) {
      case "typeTitle" -> Titles.ofCommand(params.getOrDefault("type", ""), reader);
      case "codeTitle" -> refusal(params, reader).title();
      case "codeAdvice" -> refusal(params, reader).advice();
      case "stageTitle" -> Names.of(Stage.class, params.getOrDefault("stage", ""), reader);
      case "rule" ->
          Names.of(io.kedge.offering.AllotmentRule.class, params.getOrDefault("rule", ""), reader);
      case "why", "outcome" ->
          words(reader).getOrDefault("word." + params.getOrDefault(name, ""), "");
      default ->
          name.endsWith("Time")
              ? time(params.get(name.substring(0, name.length() - "Time".length())), calendar)
              : params.getOrDefault(name, "");
    };
  }

  private static RefusalTexts.Text refusal(SortedMap<String, String> params, Locale reader) {
    String code = params.getOrDefault("code", "");
    return RefusalTexts.find(code, reader).orElse(new RefusalTexts.Text(code, ""));
  }

  private static String time(@org.jspecify.annotations.Nullable String millis, TradingCalendar c) {
    if (millis == null) {
      return "";
    }
    return TIME.format(
        Instant.ofEpochMilli(Long.parseLong(millis))
            .atOffset(ZoneOffset.ofTotalSeconds(c.offsetMinutes() * 60)));
  }

  /// The keys in one language, for the test of completeness.
  static Set<String> keys(Locale reader) {
    return words(reader).keySet();
  }

  /// What is to be filled in, for the test that languages agree.
  static Set<String> braces(String key, Locale reader) {
    var names = new TreeSet<String>();
    Matcher matcher = BRACES.matcher(words(reader).getOrDefault(key, ""));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private static SortedMap<String, String> load(String file) {
    try (var in =
        new InputStreamReader(
            Objects.requireNonNull(NoticeTexts.class.getResourceAsStream(file), file),
            StandardCharsets.UTF_8)) {
      var properties = new Properties();
      properties.load(in);
      var words = new TreeMap<String, String>();
      properties.stringPropertyNames().forEach(key -> words.put(key, properties.getProperty(key)));
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
