package dev.attune.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WorkspaceTest {
  private final TensorScope scope = new TensorScope();
  private final Workspace workspace = new Workspace();

  @BeforeEach
  void enter() {
    Torch.enterThread();
  }

  @AfterEach
  void close() {
    workspace.close();
    scope.close();
  }

  @Test
  void tensorsTakenTogetherDoNotOverlap() {
    Tensor a = workspace.take(3, 5).fill(1);
    Tensor b = workspace.take(7).fill(2);
    try (Workspace.Scratch moment = workspace.scratch()) {
      moment.take(100).fill(9);
    }

    assertThat(a.floats()).containsOnly(1);
    assertThat(b.floats()).containsOnly(2);
  }

  @Test
  void memoryIsUsedAgainAfterRelease() {
    Workspace.Mark mark = workspace.mark();
    workspace.take(1000);
    long bytes = workspace.bytes();
    for (int i = 0; i < 100; i++) {
      workspace.release(mark);
      workspace.take(1 << 20);
    }
    assertThat(workspace.bytes()).isEqualTo(bytes);
  }

  @Test
  void aTensorLargerThanABlockGetsItsOwn() {
    workspace.take(10).fill(1);
    Tensor large = workspace.take(1 << 25).fill(2);
    Tensor next = workspace.take(4).fill(3);

    assertThat(large.rows((1 << 25) - 1, 1).item()).isEqualTo(2);
    assertThat(next.floats()).containsOnly(3);
  }

  @Test
  void scratchPlacesNest() {
    try (Workspace.Scratch outer = workspace.scratch()) {
      Tensor a = outer.take(10).fill(1);
      try (Workspace.Scratch inner = workspace.scratch()) {
        inner.take(10).fill(2);
      }
      Tensor b = outer.take(10).fill(3);
      assertThat(a.floats()).containsOnly(1);
      assertThat(b.floats()).containsOnly(3);
    }
  }
}
