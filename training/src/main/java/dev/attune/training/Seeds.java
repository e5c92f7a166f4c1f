package dev.attune.training;

/**
 * Derives seeds from seeds, so that no random state needs to be saved: a step's number says where
 * its numbers begin.
 */
final class Seeds {
  private Seeds() {}

  /** A seed for part {@code part} of what {@code seed} governs (SplitMix64's finalizer). */
  static long mix(long seed, long part) {
    long z = seed + 0x9E3779B97F4A7C15L * (part + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
