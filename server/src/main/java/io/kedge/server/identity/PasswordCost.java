package io.kedge.server.identity;

/// What one guess of a password costs: the parameters of Argon2id (RFC 9106).
///
/// @param memoryKib memory in KiB, 19,456 or more except in tests
/// @param passes iterations, 1 to 16
public record PasswordCost(int memoryKib, int passes) {
  /// The least that OWASP's Password Storage Cheat Sheet lists for Argon2id with one lane.
  public static final PasswordCost LEAST = new PasswordCost(19 * 1024, 2);

  /// For tests only: a guess costs nearly nothing.
  public static final PasswordCost QUICK = new PasswordCost(64, 1);

  private static final int PASSES_MAX = 16;

  /// Checks the ranges.
  public PasswordCost {
    if (memoryKib < 8 || memoryKib > 1024 * 1024 || passes < 1 || passes > PASSES_MAX) {
      throw new IllegalArgumentException(memoryKib + " KiB, " + passes + " passes");
    }
  }

  /// The cost at which one hash takes about so long on this machine, never below [#LEAST].
  ///
  /// @param millisWanted how long one hash may take, in milliseconds
  /// @param millisOfLeast how long one of [#LEAST] took
  static PasswordCost calibrated(long millisWanted, long millisOfLeast) {
    long perPass = Math.max(1, millisOfLeast / LEAST.passes());
    long passes = Math.clamp(millisWanted / perPass, LEAST.passes(), PASSES_MAX);
    return new PasswordCost(LEAST.memoryKib(), (int) passes);
  }
}
