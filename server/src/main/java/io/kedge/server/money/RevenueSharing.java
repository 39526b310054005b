package io.kedge.server.money;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How the proceeds of an issue are to be shared between issuer, owner and rights holders by their
/// own contract. It is computed and told; nobody is paid by it.
public final class RevenueSharing {
  /// What all shares together are, in parts per million.
  public static final long WHOLE_PPM = 1_000_000;

  private RevenueSharing() {}

  /// What a party is to get by the contract.
  ///
  /// @param party id
  /// @param ppm parts per million, 0 to 1,000,000
  public record Share(String party, long ppm) {}

  /// A party's part.
  ///
  /// @param party id
  /// @param ppm parts per million
  /// @param units minor units
  public record Part(String party, long ppm, long units) {}

  /// Shares an amount out to the last unit: rounded down, and what is left goes, unit by unit, to
  /// the largest remainders, the earlier named first where they are equal.
  ///
  /// @param units minor units, 0 or more
  /// @param shares together exactly 1,000,000 ppm
  public static List<Part> of(long units, List<Share> shares) {
    if (units < 0) throw new IllegalArgumentException("negative proceeds");
    var sum = shares.stream().mapToLong(Share::ppm).reduce(0, Math::addExact);
    if (sum != WHOLE_PPM || shares.stream().anyMatch(s -> s.ppm() < 0)) {
      throw new IllegalArgumentException("shares are " + sum + " ppm, not " + WHOLE_PPM);
    }
    var whole = BigInteger.valueOf(WHOLE_PPM);
    var floors = new long[shares.size()];
    var remainders = new long[shares.size()];
    var left = units;
    for (var i = 0; i < shares.size(); i++) {
      var product = BigInteger.valueOf(units).multiply(BigInteger.valueOf(shares.get(i).ppm()));
      var parts = product.divideAndRemainder(whole);
      floors[i] = parts[0].longValueExact();
      remainders[i] = parts[1].longValueExact();
      left -= floors[i];
    }
    var order = new ArrayList<Integer>();
    for (var i = 0; i < shares.size(); i++) order.add(i);
    order.sort(Comparator.comparingLong((Integer i) -> -remainders[i]).thenComparing(i -> i));
    for (var i = 0; i < left; i++) floors[order.get(i)]++;
    var parts = new ArrayList<Part>();
    for (var i = 0; i < shares.size(); i++) {
      parts.add(new Part(shares.get(i).party(), shares.get(i).ppm(), floors[i]));
    }
    return List.copyOf(parts);
  }
}
