package io.kedge.ledger.disk;

/// What of the operations that were not yet forced is on the disk after a power cut. Operations
/// are numbered from 0 in the order in which they were asked for; any subset may survive, and of
/// a write any of its bytes.
public interface Survival {
  /// Whether a truncation, renaming, creation or removal survives.
  boolean operation(int number);

  /// Whether one byte of a write of `length` bytes survives.
  boolean writtenByte(int number, int offset, int length);

  /// Whether a write makes the file as long as it would have been, even if its bytes did not
  /// survive: the gap then reads as zeros.
  default boolean length(int number) {
    return false;
  }

  /// Nothing that was not forced survives.
  static Survival nothing() {
    return subset(0);
  }

  /// Everything survives, as after the end of a process.
  static Survival everything() {
    return subset(-1L);
  }

  /// Operation n survives wholly if bit n of the mask is set; from the 63rd on, bit 63 decides.
  static Survival subset(long mask) {
    return new Survival() {
      @Override
      public boolean operation(int number) {
        return (mask >>> Math.min(number, 63) & 1) != 0;
      }

      @Override
      public boolean writtenByte(int number, int offset, int length) {
        return operation(number);
      }
    };
  }

  /// Everything survives but the bytes of the last write, in whose place zeros are: the file is as
  /// long as it would have been (delayed allocation).
  static Survival zerosInsteadOf(int last) {
    return new Survival() {
      @Override
      public boolean operation(int number) {
        return true;
      }

      @Override
      public boolean writtenByte(int number, int offset, int length) {
        return number != last;
      }

      @Override
      public boolean length(int number) {
        return true;
      }
    };
  }

  /// All before operation `torn` survive, of that one the first `bytes` bytes, none after it.
  static Survival tornAt(int torn, int bytes) {
    return new Survival() {
      @Override
      public boolean operation(int number) {
        return number < torn;
      }

      @Override
      public boolean writtenByte(int number, int offset, int length) {
        return number < torn || (number == torn && offset < bytes);
      }
    };
  }

  /// Every operation by the toss of a seeded coin: kept, lost, cut after some byte, or kept in
  /// some of its 512-byte sectors only, with or without the file's new length.
  static Survival seeded(long seed) {
    return new Survival() {
      @Override
      public boolean operation(int number) {
        return (mix(seed, number) & 1) != 0;
      }

      @Override
      public boolean writtenByte(int number, int offset, int length) {
        long toss = mix(seed, number);
        return switch ((int) (toss & 3)) {
          case 0 -> false;
          case 1 -> true;
          case 2 -> offset < Long.remainderUnsigned(toss >>> 8, length + 1L);
          default -> (mix(toss, offset / 512) & 1) != 0;
        };
      }

      @Override
      public boolean length(int number) {
        return (mix(seed, number) & 4) != 0;
      }
    };
  }

  /// The finaliser of SplitMix64 over both numbers.
  private static long mix(long seed, long number) {
    long z = seed + (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
