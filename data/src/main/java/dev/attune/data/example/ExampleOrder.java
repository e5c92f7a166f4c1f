package dev.attune.data.example;

/** Placeholder. */
public final class ExampleOrder {
  private ExampleOrder() {}

  public static int[] of(int count, long seed, int epoch) {
    java.util.SplittableRandom random = new java.util.SplittableRandom(seed * 31 + epoch);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
