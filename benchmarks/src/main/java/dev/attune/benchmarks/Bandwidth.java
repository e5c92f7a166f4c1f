package dev.attune.benchmarks;

import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.Torch;

/** How fast this process reads memory: the sum over a vector much larger than the caches. */
final class Bandwidth {
  private static final long COUNT = 1L << 26;
  private static final int ROUNDS = 5;

  private Bandwidth() {}

  /** Bytes a second, the best of some rounds. */
  static double measure(int threads) {
    Torch.enterThread(threads);
    double best = 0;
    try (TensorScope _ = new TensorScope()) {
      Tensor vector = Tensors.zeros(COUNT).fill(1);
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        vector.sum();
        best = Math.max(best, COUNT * Float.BYTES / ((System.nanoTime() - start) / 1e9));
      }
    }
    return best;
  }
}
