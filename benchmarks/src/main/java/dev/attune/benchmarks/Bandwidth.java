package dev.attune.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How fast this process reads memory: each thread the sum of an array larger than its caches. */
final class Bandwidth {
  private static final int COUNT = 1 << 25;
  private static final int ROUNDS = 20;

  private Bandwidth() {}

  /** Bytes a second of all threads together, the best round of each. */
  static double measure(int threads) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Double>> rates = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        rates.add(pool.submit(Bandwidth::oneThread));
      }
      double sum = 0;
      for (Future<Double> rate : rates) {
        sum += rate.get();
      }
      return sum;
    }
  }

  private static double oneThread() {
    int[] numbers = new int[COUNT];
    Arrays.fill(numbers, 1);
    double best = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      int sum = sum(numbers);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (sum != COUNT) {
        throw new IllegalStateException("The sum is wrong");
      }
      best = Math.max(best, (double) COUNT * Integer.BYTES / seconds);
    }
    return best;
  }

  /** Of integers, which the compiler adds many at a time. */
  private static int sum(int[] numbers) {
    int sum = 0;
    for (int number : numbers) {
      sum += number;
    }
    return sum;
  }
}
