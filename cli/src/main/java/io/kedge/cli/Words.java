package io.kedge.cli;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// The program's words in the user's language: Chinese or English.
final class Words {
  static final String BUNDLE = "io.kedge.cli.words";

  private final Locale locale;
  private final ResourceBundle bundle;

  private Words(Locale locale) {
    this.locale = locale;
    this.bundle = ResourceBundle.getBundle(BUNDLE, locale, NO_FALLBACK);
  }

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  /// The words of a language tag such as `zh-CN` or `en`; without one, those of the environment.
  static Words of(String tag) {
    String wanted = tag.isEmpty() ? environment() : tag;
    return new Words(
        wanted.toLowerCase(Locale.ROOT).startsWith("zh")
            ? Locale.SIMPLIFIED_CHINESE
            : Locale.ENGLISH);
  }

  /// The environment's language as POSIX orders the variables; the JVM's own guess ignores them
  /// where the locale is not installed.
  private static String environment() {
    for (String variable : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
      String value = System.getenv(variable);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return Locale.getDefault().toLanguageTag();
  }

  boolean chinese() {
    return locale.getLanguage().equals("zh");
  }

  Locale locale() {
    return locale;
  }

  ResourceBundle bundle() {
    return bundle;
  }

  /// A text with its arguments filled in; numbers are grouped as the language does.
  String say(String key, @Nullable Object... arguments) {
    String pattern = bundle.getString(key).replace("'", "''"); // an apostrophe is only that here
    return new MessageFormat(pattern, locale).format(arguments);
  }

  /// A text that may be missing, such as the words of a refusal.
  String sayOr(String key, String otherwise) {
    try {
      return bundle.getString(key);
    } catch (MissingResourceException e) {
      return otherwise;
    }
  }
}
