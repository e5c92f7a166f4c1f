package dev.attune.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TensorScopeTest {
  private static final long MEGABYTE = 1 << 20;

  /** The Java machine itself takes and returns up to this much while a test runs. */
  private static final long NOISE = 24 * MEGABYTE;

  private static final int STEPS = 50_000;
  private static final int ROUNDS = 4;

  @Test
  void whatAScopeMadeEndsWithIt() throws InterruptedException {
    long before = NativeMemory.heldBytes();
    try (TensorScope _ = new TensorScope()) {
      Tensors.zeros(64 * MEGABYTE);
      assertThat(NativeMemory.heldBytes() - before).isGreaterThan(128 * MEGABYTE);
    }
    assertThat(NativeMemory.leastHeldBytes() - before).isLessThan(NOISE);
  }

  @Test
  void whatAScopeKeepsOutlivesItUntilClosed() throws InterruptedException {
    long before = NativeMemory.heldBytes();
    Tensor kept;
    try (TensorScope _ = new TensorScope();
        TensorScope inner = new TensorScope()) {
      kept = inner.keep(Tensors.zeros(16 * MEGABYTE).fill(3));
    }

    try (TensorScope _ = new TensorScope()) {
      assertThat(kept.rows(17, 1).item()).isEqualTo(3);
    }
    assertThat(NativeMemory.heldBytes() - before).isGreaterThan(32 * MEGABYTE);

    kept.close();
    assertThat(NativeMemory.leastHeldBytes() - before).isLessThan(NOISE);
  }

  @Test
  void manySmallStepsLeaveNothingBehind() throws InterruptedException {
    assertThat(leastGrowthOfARound(TensorScopeTest::step)).isLessThan(4 * MEGABYTE);
  }

  @Test
  void theMeterSeesAHandleThatIsKeptEachStep() throws InterruptedException {
    assertThat(leastGrowthOfARound(TensorScopeTest::leakingStep)).isGreaterThan(8 * MEGABYTE);
  }

  /**
   * What the round that grew least left behind. Compilers of the Java machine take memory in some
   * rounds; what leaks with a step grows in each.
   */
  private static long leastGrowthOfARound(Runnable step) throws InterruptedException {
    long least = Long.MAX_VALUE;
    long before = NativeMemory.leastHeldBytes();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < STEPS; i++) {
        step.run();
      }
      long after = NativeMemory.leastHeldBytes();
      least = Math.min(least, after - before);
      before = after;
    }
    return least;
  }

  private static void leakingStep() {
    try (TensorScope scope = new TensorScope()) {
      scope.keep(Tensors.zeros(8).view(2, 4));
    }
  }

  private static void step() {
    try (TensorScope _ = new TensorScope()) {
      Tensor a = Tensors.zeros(8).fill(1);
      Tensor b = Tensors.zeros(8).mul(a.view(2, 4).view(8), 2.5);
      assertThat(b.rows(0, 1).item()).isEqualTo(2.5);
    }
  }
}
