package io.kedge.fee;

/// The rates of one tier, in parts per million of the money that changes hands.
///
/// @param makerPpm for the order that stood first, 0 to 1,000,000
/// @param takerPpm for the order that came later, 0 to 1,000,000
/// @param subscriptionPpm for subscriptions, 0 to 1,000,000
public record FeeRates(int makerPpm, int takerPpm, int subscriptionPpm) {
  /// The rate of one side.
  public int of(FeeSide side) {
    return switch (side) {
      case MAKER -> makerPpm;
      case TAKER -> takerPpm;
      case SUBSCRIPTION -> subscriptionPpm;
    };
  }

  /// The higher of the two rates that an order may meet.
  public int orderMax() {
    return Math.max(makerPpm, takerPpm);
  }

  boolean inRange() {
    return isRate(makerPpm) && isRate(takerPpm) && isRate(subscriptionPpm);
  }

  private static boolean isRate(int ppm) {
    return ppm >= 0 && ppm <= Fees.WHOLE_PPM;
  }
}
