package io.kedge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CommandTypeProperties {
  private static final Pattern FORM = Pattern.compile("[a-z]+(-[a-z]+)*\\.[a-z]+([A-Z][a-z]+)*");

  private static boolean isType(String name) {
    try {
      return CommandType.of(name).version() == 1;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Property(tries = 20_000)
  void aNameIsATypeWhereThePatternSaysSo(@ForAll long seed) {
    var random = new Random(seed);
    var name = new StringBuilder();
    for (int i = random.nextInt(9); i >= 0; i--) {
      name.append("aazz--..ABé".charAt(random.nextInt(11)));
    }
    assertThat(isType(name.toString())).as("%s", name).isEqualTo(FORM.matcher(name).matches());
  }
}
