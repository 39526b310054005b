package io.kedge.ledger.crypto;

/// What one guess of a passphrase costs: the parameters of Argon2id (RFC 9106), kept in each file.
///
/// @param memoryKib memory in KiB, 8 per lane to 1,048,576
/// @param passes iterations, 1 to 100
/// @param lanes parallelism, 1 to 16
public record SealingCost(int memoryKib, int passes, int lanes) {
  /// RFC 9106 §4, second recommended option: 64 MiB, 3 passes, 4 lanes.
  public static final SealingCost STANDARD = new SealingCost(64 * 1024, 3, 4);

  /// For tests and demonstrations only: a guess costs nearly nothing.
  public static final SealingCost QUICK = new SealingCost(64, 1, 1);

  /// Checks the ranges.
  public SealingCost {
    if (memoryKib < 8 * lanes || memoryKib > 1024 * 1024) {
      throw new IllegalArgumentException("memory of " + memoryKib + " KiB for " + lanes + " lanes");
    }
    if (passes < 1 || passes > 100 || lanes < 1 || lanes > 16) {
      throw new IllegalArgumentException(passes + " passes, " + lanes + " lanes");
    }
  }
}
