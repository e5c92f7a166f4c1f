package dev.attune.torch;

import org.bytedeco.pytorch.GradMode;

/**
 * libtorch's own differentiation, as the oracle for backward passes that are written by hand. Tests
 * write the formula again with libtorch's operators on {@link #handle handles} and compare
 * gradients.
 */
public final class Autograd implements AutoCloseable {
  private final boolean before = GradMode.is_enabled();

  /** Records operators on this thread until closed. */
  public Autograd() {
    GradMode.set_enabled(true);
  }

  /** libtorch's tensor behind ours. */
  public static org.bytedeco.pytorch.Tensor handle(Tensor tensor) {
    return tensor.handle;
  }

  /** Ours around libtorch's. */
  public static Tensor tensor(org.bytedeco.pytorch.Tensor handle) {
    return new Tensor(handle.detach().contiguous());
  }

  /** A copy that gradients are wanted for. */
  public static org.bytedeco.pytorch.Tensor leaf(Tensor tensor) {
    return tensor.handle.detach().clone().requires_grad_(true);
  }

  @Override
  public void close() {
    GradMode.set_enabled(before);
  }
}
