package io.kedge.server.api;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// One file of words for people, in Chinese and in English.
final class Words {
  private final SortedMap<String, String> chinese;
  private final SortedMap<String, String> english;

  private Words(SortedMap<String, String> chinese, SortedMap<String, String> english) {
    this.chinese = chinese;
    this.english = english;
  }

  /// Reads `NAME_zh.properties` and `NAME_en.properties` beside this class.
  static Words load(String name) {
    return new Words(read(name + "_zh.properties"), read(name + "_en.properties"));
  }

  private static SortedMap<String, String> read(String file) {
    try (var in =
        new InputStreamReader(
            Objects.requireNonNull(Words.class.getResourceAsStream(file), file),
            StandardCharsets.UTF_8)) {
      var properties = new Properties();
      properties.load(in);
      var words = new TreeMap<String, String>();
      for (String key : properties.stringPropertyNames()) {
        words.put(key, properties.getProperty(key));
      }
      return Collections.unmodifiableSortedMap(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The words under a key: English where the reader asks for it, else Chinese.
  Optional<String> find(String key, Locale reader) {
    return Optional.ofNullable(of(reader).get(key));
  }

  /// The keys in one language.
  Set<String> keys(Locale reader) {
    return of(reader).keySet();
  }

  private SortedMap<String, String> of(Locale reader) {
    return reader.getLanguage().equals("en") ? english : chinese;
  }
}
