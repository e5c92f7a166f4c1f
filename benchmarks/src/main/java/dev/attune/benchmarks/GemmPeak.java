package dev.attune.benchmarks;

import dev.attune.torch.RandomSource;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What this process can multiply: every thread its own 1024×1024 matrices, at once. */
final class GemmPeak {
  private static final int SIZE = 1024;
  private static final int ROUNDS = 24;

  private GemmPeak() {}

  /** Floating-point operations a second of all threads together. */
  static double measure(int threads) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Double>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        tasks.add(GemmPeak::oneThread);
      }
      double sum = 0;
      for (Future<Double> rate : pool.invokeAll(tasks)) {
        sum += rate.get();
      }
      return sum;
    }
  }

  private static double oneThread() {
    Torch.enterThread();
    try (TensorScope _ = new TensorScope()) {
      Tensor a = Tensors.zeros(SIZE, SIZE).normal(0, 1, new RandomSource(1));
      Tensor b = Tensors.zeros(SIZE, SIZE).normal(0, 1, new RandomSource(2));
      Tensor c = Tensors.zeros(SIZE, SIZE).mm(a, b);
      long start = System.nanoTime();
      for (int i = 0; i < ROUNDS; i++) {
        c.mm(a, b);
      }
      return ROUNDS * 2.0 * SIZE * SIZE * SIZE / ((System.nanoTime() - start) / 1e9);
    }
  }
}
