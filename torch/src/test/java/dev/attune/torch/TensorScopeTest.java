package dev.attune.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TensorScopeTest {
  private static final long MEGABYTE = 1 << 20;

  /** The Java machine itself takes and returns about this much while a test runs. */
  private static final long NOISE = 8 * MEGABYTE;

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
    int steps = 50_000; // a leaked handle each would be 20 MB
    long before = NativeMemory.heldBytes();
    for (int i = 0; i < steps; i++) {
      step();
    }
    assertThat(NativeMemory.leastHeldBytes() - before).isLessThan(NOISE);
  }

  @Test
  void theMeterSeesAHandleThatIsKeptEachStep() {
    int steps = 50_000;
    long before = NativeMemory.heldBytes();
    for (int i = 0; i < steps; i++) {
      try (TensorScope scope = new TensorScope()) {
        scope.keep(Tensors.zeros(8).view(2, 4));
      }
    }
    assertThat(NativeMemory.heldBytes() - before).isGreaterThan(NOISE);
  }

  private static void step() {
    try (TensorScope _ = new TensorScope()) {
      Tensor a = Tensors.zeros(8).fill(1);
      Tensor b = Tensors.zeros(8).mul(a.view(2, 4).view(8), 2.5);
      assertThat(b.rows(0, 1).item()).isEqualTo(2.5);
    }
  }
}
