package dev.attune.model.layer;

import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where one thread adds up the gradients of the parameters that are trained. */
public final class Gradients {
  private final IdentityHashMap<Parameter, Tensor> byParameter = new IdentityHashMap<>();

  /** No parameter is trained. */
  public static final Gradients NONE = new Gradients();

  private Gradients() {}

  /**
   * {@code tensors} hold the gradients of {@code parameters}, one by one, and must outlive this
   * object.
   */
  public Gradients(List<Parameter> parameters, List<Tensor> tensors) {
    for (int i = 0; i < parameters.size(); i++) {
      byParameter.put(parameters.get(i), tensors.get(i));
    }
  }

  /** Adds factor·dyᵀ·x to the gradient of a matrix, unless it is frozen. */
  void addProduct(Parameter weight, Tensor dy, Tensor x, double factor, Pass pass) {
    Tensor gradient = of(weight);
    if (gradient != null) {
      addProduct(gradient, dy.t(), x, factor, pass);
    }
  }

  /** The same to a part of a gradient; products of rounded numbers are added up in F32. */
  public static void addProduct(Tensor gradient, Tensor a, Tensor b, double factor, Pass pass) {
    if (!pass.placement().rounds()) {
      gradient.addMm(a, b, factor);
      return;
    }
    try (Workspace.Scratch scratch = pass.scratch()) {
      gradient.plus(scratch.take(gradient.shape()).mm(a, b), factor);
    }
  }

  /** What adding a product to the gradient of a matrix of so many numbers takes. */
  public static Footprint product(long numbers, Footprint.Load load) {
    return Footprint.moment(load.rounds() ? numbers : 0);
  }

  /** Adds the sum of the rows of dy to the gradient of a vector, unless there is none to move. */
  void addSum(@Nullable Parameter bias, Tensor dy, Pass pass) {
    Tensor gradient = bias == null ? null : of(bias);
    if (gradient != null) {
      try (Workspace.Scratch scratch = pass.scratch()) {
        gradient.plus(scratch.takeWide(gradient.shape()).sum(dy, 0));
      }
    }
  }

  /** The gradient to add to, or null when the parameter is frozen. */
  public @Nullable Tensor of(Parameter parameter) {
    return byParameter.get(parameter);
  }
}
