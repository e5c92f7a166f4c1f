package dev.attune.model.layer;

import dev.attune.torch.Tensor;

/** The backward pass of one forward pass. It may run once, and before its {@link Pass} ends. */
@FunctionalInterface
public interface Backward {
  /** Of a pass that does not train. */
  Backward NONE =
      (dy, dx) -> {
        throw new IllegalStateException("The pass has no way back");
      };

  /**
   * Adds the gradient of the block's input to {@code dx}, and those of its trained parameters to
   * the pass's gradients.
   *
   * @param dy gradient of the block's output; not changed
   */
  void run(Tensor dy, Tensor dx);
}
