package io.kedge.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Text that is all ASCII takes a shorter way through the parser: it must end the same.
class JsonProperties {
  private static final String ALPHABET = "{}[]\":,-0159aeltrusfn. \t\n\u0000\u001f\u007f";

  private static Optional<Json> read(String text) {
    try {
      return Optional.of(Json.read(Bytes.utf8(text)));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  /// The same value with a neighbour that is not ASCII.
  private static Optional<Json> readTheLongWay(String text) {
    return read("[\"é\"," + text + "\n]")
        .map(json -> ((Json.Arr) json).items())
        .filter(items -> items.size() == 2)
        .map(items -> items.get(1));
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 3 : 5)) {
      case 0 -> "\"" + "x".repeat(random.nextInt(4)) + "\"";
      case 1 -> Integer.toString(random.nextInt(1_000) - 500);
      case 2 -> random.nextBoolean() ? "true" : "false";
      case 3 -> "[" + value(random, depth + 1) + " , " + value(random, depth + 1) + "]";
      default ->
          "{\"a\":%s,\"%s\":%s}"
              .formatted(
                  value(random, depth + 1),
                  random.nextInt(20) == 0 ? "a" : "b",
                  value(random, depth + 1));
    };
  }

  @Property(tries = 500)
  void bothWaysGiveTheSameValue(@ForAll long seed) {
    String text = value(new Random(seed), 0);
    assertThat(read(text)).isEqualTo(readTheLongWay(text));
  }

  @Property(tries = 2_000)
  void bothWaysRefuseTheSame(@ForAll long seed) {
    var random = new Random(seed);
    var text = new StringBuilder(value(random, 0));
    for (int i = 0; i <= random.nextInt(2); i++) {
      char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      text.setCharAt(random.nextInt(text.length()), other);
    }
    boolean severalValues =
        readTheLongWay("[" + text + "]").isPresent() && read(text.toString()).isEmpty();
    if (!severalValues) { // "1,1" is two values in a list and none alone
      assertThat(read(text.toString())).isEqualTo(readTheLongWay(text.toString()));
    }
  }

  @Property(tries = 2_000)
  void onlyTheOneBase64OfSomeBytesIsRead(@ForAll byte[] bytes, @ForAll long seed) {
    String text = Base64.getEncoder().encodeToString(bytes);
    assertThat(Bytes.fromBase64(text)).isEqualTo(Bytes.of(bytes));
    var random = new Random(seed);
    byte[] other = (text + "=").getBytes(StandardCharsets.US_ASCII);
    char put = "AQgw=+/\n ".charAt(random.nextInt(9));
    other[random.nextInt(other.length)] = (byte) put;
    String changed = new String(other, StandardCharsets.US_ASCII);
    for (String candidate : new String[] {changed, changed.substring(0, changed.length() - 1)}) {
      boolean canonical = isCanonical(candidate);
      boolean read;
      try {
        read = Bytes.fromBase64(candidate).size() >= 0;
      } catch (IllegalArgumentException e) {
        read = false;
      }
      assertThat(read).as(candidate).isEqualTo(canonical);
    }
  }

  /// The slow way: decode leniently and encode again.
  private static boolean isCanonical(String text) {
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(decoded).equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
