package dev.attune.data.example;

import java.util.SplittableRandom;

/**
 * The order in which an epoch sees the examples. It follows from the seed and the epoch alone, so a
 * step's number says which examples it has.
 */
public final class ExampleOrder {
  private ExampleOrder() {}

  /**
   * A permutation of 0 to {@code count} − 1, drawn evenly (Fisher–Yates, inside out).
   *
   * @param epoch each has another order
   */
  public static int[] of(int count, long seed, int epoch) {
    SplittableRandom random = new SplittableRandom(seed * 31 + epoch);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
