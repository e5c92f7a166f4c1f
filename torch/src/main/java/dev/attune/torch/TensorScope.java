package dev.attune.torch;

import org.bytedeco.javacpp.PointerScope;

/**
 * The life of native objects made on one thread: they end when the scope closes. Open one per step,
 * evaluation batch or decode step, in try-with-resources; scopes nest.
 */
public final class TensorScope implements AutoCloseable {
  static {
    Torch.load();
  }

  private final PointerScope scope = new PointerScope();

  /** Lets {@code tensor} outlive this scope and every enclosing one, until {@link Tensor#close}. */
  public Tensor keep(Tensor tensor) {
    tensor.handle.retainReference();
    return tensor;
  }

  @Override
  public void close() {
    scope.close();
  }
}
