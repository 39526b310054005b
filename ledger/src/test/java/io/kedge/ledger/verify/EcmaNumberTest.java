package io.kedge.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcmaNumberTest {
  /// RFC 8785 Appendix B.
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2"
  })
  void numbersOfTheStandard(String bits, String text) {
    assertThat(EcmaNumber.text(ofBits(bits))).isEqualTo(text);
  }

  /// The stream of json-canonicalization's `numgen`, whose digest its README gives: the table,
  /// 2,000
  /// doubles from the smallest normal one, then doubles drawn from a chain of SHA-256.
  @Test
  void theStreamOfNumbersHasThePublishedDigest() throws Exception {
    MessageDigest stream = MessageDigest.getInstance("SHA-256");
    List<String> table = Vectors.lines("es6-number-seeds.csv").stream().skip(1).toList();
    for (String bits : table) {
      line(stream, ofBits(bits));
    }
    int lines = table.size();
    for (int i = 0; i < 2_000; i++, lines++) {
      line(stream, Double.longBitsToDouble(0x0010000000000000L + i));
    }
    MessageDigest chain = MessageDigest.getInstance("SHA-256");
    byte[] block = new byte[32];
    while (lines < 100_000) {
      block = chain.digest(block);
      ByteBuffer words = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
      while (words.hasRemaining() && lines < 100_000) {
        double value = words.getDouble();
        if (value != 0 && Double.isFinite(value)) {
          line(stream, value);
          lines++;
        }
      }
    }
    assertThat(HexFormat.of().formatHex(stream.digest()))
        .isEqualTo("22776e6d4b49fa294a0d0f349268e5c28808fe7e0cb2bcbe28f63894e494d4c7");
  }

  private static void line(MessageDigest stream, double value) {
    String line =
        Long.toHexString(Double.doubleToRawLongBits(value)) + "," + EcmaNumber.text(value) + "\n";
    stream.update(line.getBytes(StandardCharsets.US_ASCII));
  }

  /// The twin tries every number of digits from one on.
  @Property(tries = 2_000)
  void theDigitsAreTheShortestThatReadBack(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isFinite(value) && value != 0) {
      String text = EcmaNumber.text(value);
      assertThat(Double.parseDouble(text)).isEqualTo(value);
      assertThat(
              new BigDecimal(text).stripTrailingZeros().unscaledValue().abs().toString().length())
          .isEqualTo(digitsNeeded(value));
    }
  }

  private static int digitsNeeded(double value) {
    for (int digits = 1; ; digits++) {
      BigDecimal exact = new BigDecimal(value);
      for (RoundingMode mode : List.of(RoundingMode.DOWN, RoundingMode.UP)) {
        if (exact.round(new MathContext(digits, mode)).doubleValue() == value) {
          return digits;
        }
      }
    }
  }

  private static double ofBits(String hex) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16));
  }
}
