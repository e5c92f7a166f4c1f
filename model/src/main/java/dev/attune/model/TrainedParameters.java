package dev.attune.model;

import dev.attune.model.layer.Gradients;
import dev.attune.model.layer.Parameter;
import dev.attune.torch.DType;
import dev.attune.torch.Placement;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters that training moves, as one vector: each parameter is bound to its part of it, so
 * an optimizer moves them all at once. Gradients have the same layout.
 *
 * <p>The vector is F32. Where the model computes in other numbers, parameters are bound to a
 * rounded copy of it (https://arxiv.org/abs/1710.03740).
 */
public final class TrainedParameters implements AutoCloseable {
  private final List<Parameter> parameters;
  private final Placement placement;
  private final Tensor values;
  private final Tensor rounded;

  /**
   * Moves the numbers of {@code parameters}, wherever they are, into one vector and frees what they
   * were bound to.
   */
  public TrainedParameters(List<Parameter> parameters, Placement placement) {
    this.parameters = List.copyOf(parameters);
    this.placement = placement;
    this.values = newVector();
    this.rounded = placement.rounds() ? newVector(placement.dtype()) : values;
    try (TensorScope scope = new TensorScope()) {
      List<Tensor> exact = parts(values);
      List<Tensor> parts = parts(rounded);
      for (int i = 0; i < parts.size(); i++) {
        Parameter parameter = this.parameters.get(i);
        Tensor own = scope.keep(exact.get(i).copy(parameter.exact()));
        Tensor part = placement.rounds() ? scope.keep(parts.get(i)) : own;
        parameter.rebind(part, part.rank() == 2 ? scope.keep(part.t()) : null, own);
      }
    }
    valuesMoved();
  }

  /** Lets the model compute with what the values are now. */
  public void valuesMoved() {
    if (placement.rounds()) {
      rounded.copy(values);
    }
  }

  /** All values, one behind the other. */
  public Tensor values() {
    return values;
  }

  public long count() {
    return parameters.stream().mapToLong(Parameter::count).sum();
  }

  /** A vector for gradients or moments, zero. The caller closes it. */
  public Tensor newVector() {
    return newVector(DType.F32);
  }

  private Tensor newVector(DType dtype) {
    try (TensorScope scope = new TensorScope()) {
      return scope.keep(Tensors.empty(placement.device(), dtype, count()).zero());
    }
  }

  /** {@code vector} as the place where gradients are added up. It must outlive the result. */
  public Gradients gradients(Tensor vector) {
    try (TensorScope scope = new TensorScope()) {
      List<Tensor> parts = parts(vector);
      parts.forEach(scope::keep);
      return new Gradients(parameters, parts);
    }
  }

  /** The named parameters and their parts of {@code vector}, in order. */
  public List<Named> named(Tensor vector) {
    List<Tensor> parts = parts(vector);
    List<Named> named = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      named.add(new Named(parameters.get(i).name(), parts.get(i)));
    }
    return named;
  }

  /** A parameter's part of a vector. */
  public record Named(String name, Tensor tensor) {}

  @Override
  public void close() {
    if (placement.rounds()) {
      rounded.close();
    }
    values.close();
  }

  private List<Tensor> parts(Tensor vector) {
    List<Tensor> parts = new ArrayList<>();
    long start = 0;
    for (Parameter parameter : parameters) {
      long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
      parts.add(vector.rows(start, parameter.count()).view(shape));
      start += parameter.count();
    }
    return parts;
  }
}
