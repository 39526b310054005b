package io.kedge.server.offering;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// Says in words why an application got what it got, from `shares.properties` (Chinese) and
/// `shares_en.properties`.
final class ShareWords {
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private ShareWords() {}

  static String of(Share share, Locale reader) {
    Locale language = reader.getLanguage().equals("en") ? Locale.ENGLISH : Locale.ROOT;
    var words = ResourceBundle.getBundle("io.kedge.server.offering.shares", language, NO_FALLBACK);
    return new MessageFormat(words.getString(share.reason().name()), language)
        .format(
            new Object[] {
              Long.toString(share.asked()),
              Long.toString(share.allotted()),
              Long.toString(share.demand()),
              Long.toString(share.supply())
            });
  }
}
