package dev.attune.model.layer;

import dev.attune.torch.FrozenMatrix;
import dev.attune.torch.Tensor;
import dev.attune.torch.WeightFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A weight of a model: its name and shape from the start, its numbers once they are bound. */
public final class Parameter {
  private final String name;
  private final List<Long> shape;
  private final @Nullable Slice slice;
  private @Nullable Tensor value;
  private @Nullable Tensor transposed;
  private @Nullable Tensor exact;
  private @Nullable FrozenMatrix frozen;

  public Parameter(String name, Long... shape) {
    this(name, List.of(shape), null);
  }

  Parameter(String name, List<Long> shape, @Nullable Slice slice) {
    this.name = name;
    this.shape = shape;
    this.slice = slice;
  }

  /**
   * Numbers of a stored tensor that stand one behind the other.
   *
   * @param tensor its name
   * @param shape of the whole tensor
   * @param start the first of the numbers, counted in the order of the whole
   */
  public record Slice(String tensor, List<Long> shape, long start) {
    public Slice {
      shape = List.copyOf(shape);
    }
  }

  /** As the published weights spell it. */
  public String name() {
    return name;
  }

  public List<Long> shape() {
    return shape;
  }

  /** Where files that hold {@code tensors} keep it: under its own name, or where else it may be. */
  public Slice storedIn(Set<String> tensors) {
    return slice != null && !tensors.contains(name) && tensors.contains(slice.tensor())
        ? slice
        : new Slice(name, shape, 0);
  }

  /** How many numbers it has. */
  public long count() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** Gives the parameter its numbers, which must outlive every use of the model. */
  public void bind(Tensor value, @Nullable Tensor transposed) {
    this.value = value;
    this.transposed = transposed;
  }

  /**
   * Gives the parameter other numbers and frees those that it had.
   *
   * @param newExact the numbers that training moves, of which the value may be a rounded copy
   */
  public void rebind(Tensor newValue, @Nullable Tensor newTransposed, Tensor newExact) {
    close();
    bind(newValue, newTransposed);
    exact = newExact == newValue ? null : newExact;
  }

  /** Frees its numbers; those that {@link #freeze} made stay. */
  public void close() {
    if (transposed != null) {
      transposed.close();
    }
    if (exact != null) {
      exact.close();
    }
    value().close();
    value = null;
    transposed = null;
    exact = null;
  }

  /** Whether it has numbers of its own. */
  public boolean isBound() {
    return value != null;
  }

  /** Keeps the matrix in a format for products that only sample; it must not change afterwards. */
  public void freeze(WeightFormat format) {
    frozen = new FrozenMatrix(value(), format);
  }

  /** Frees what {@link #freeze} made. */
  public void unfreeze() {
    if (frozen != null) {
      frozen.close();
      frozen = null;
    }
  }

  /** y ← x·Wᵀ for this matrix W (out, in), x (rows, in) and y (rows, out). */
  void multiply(Tensor x, Tensor y) {
    if (frozen == null) {
      y.mm(x, transposed());
    } else {
      frozen.multiply(x, y);
    }
  }

  public Tensor value() {
    return bound(value);
  }

  /** The numbers before they were rounded to those that the model computes with. */
  public Tensor exact() {
    return exact == null ? value() : exact;
  }

  /** The matrix the other way round. */
  public Tensor transposed() {
    return bound(transposed);
  }

  @Override
  public String toString() {
    return name + shape;
  }

  private Tensor bound(@Nullable Tensor tensor) {
    if (tensor == null) {
      throw new IllegalStateException("Parameter %s has no numbers yet".formatted(name));
    }
    return tensor;
  }
}
