package io.kedge.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every probe with one bit changed is not accepted.
class FlippedBitTest {
  @ParameterizedTest
  @EnumSource(value = ProbeKind.class, names = "RFC3161", mode = EnumSource.Mode.EXCLUDE)
  void noProbeSurvivesAFlippedBit(ProbeKind kind) {
    String sample = Samples.of(kind);
    assertThat(Vectors.judge(kind, sample)).isEqualTo("accept");
    Map<String, Object> members = Vectors.members(sample);
    ProbeKind.REMARKS.forEach(members::remove);
    int tried = 0;
    for (var member : members.entrySet()) {
      for (Object changed : flips(member.getKey(), member.getValue())) {
        String probe = Samples.with(members, member.getKey(), changed);
        assertThat(Vectors.judge(kind, probe)).as(probe).startsWith("reject ");
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(100);
  }

  private static List<Object> flips(String name, Object value) {
    List<Object> flips = new ArrayList<>();
    switch (value) {
      case BigInteger number -> {
        // A path does not bind the size of its tree to the bit: sizes whose path has the same shape
        // hash alike (RFC 9162). What binds it is the checkpoint.
        for (int bit = name.equals("leafIdx") ? 0 : 3; bit < 70; bit++) {
          flips.add(number.flipBit(bit));
        }
      }
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          for (Object flipped : flips(name, list.get(i))) {
            List<Object> items = new ArrayList<>(list);
            items.set(i, flipped);
            flips.add(items);
          }
        }
      }
      case String text when name.equals("keys") || name.equals("origin") -> flipText(text, flips);
      default -> flipBytes(Bytes.fromBase64(value.toString()), flips);
    }
    return flips;
  }

  private static void flipText(String text, List<Object> flips) {
    for (int i = 0; i < text.length(); i++) {
      for (int bit = 0; bit < 8; bit++) {
        char[] changed = text.toCharArray();
        changed[i] ^= (char) (1 << bit);
        flips.add(new String(changed));
      }
    }
  }

  private static void flipBytes(Bytes bytes, List<Object> flips) {
    for (int bit = 0; bit < 8 * bytes.size(); bit++) {
      byte[] changed = bytes.toArray();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      flips.add(Bytes.wrap(changed));
    }
  }
}
