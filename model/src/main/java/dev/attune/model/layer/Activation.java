package dev.attune.model.layer;

import dev.attune.torch.Gelu;
import dev.attune.torch.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The bent line in a feed-forward network, by the names that configurations use. */
public enum Activation {
  SILU("silu"),
  GELU("gelu"),
  GELU_TANH("gelu_pytorch_tanh");

  private final String published;

  Activation(String published) {
    this.published = published;
  }

  /** The activation that configurations call so. */
  public static Optional<Activation> named(String published) {
    return Arrays.stream(values()).filter(each -> each.published.equals(published)).findFirst();
  }

  /** What configurations may say. */
  public static List<String> names() {
    return Arrays.stream(values()).map(each -> each.published).toList();
  }

  /** out ← f(x), and out. */
  Tensor apply(Tensor out, Tensor x) {
    return switch (this) {
      case SILU -> out.silu(x);
      case GELU -> out.gelu(x, Gelu.EXACT);
      case GELU_TANH -> out.gelu(x, Gelu.TANH);
    };
  }

  /** out ← dy ∘ f'(x), and out, which may be dy itself. */
  Tensor backward(Tensor out, Tensor dy, Tensor x) {
    return switch (this) {
      case SILU -> out.siluBackward(dy, x);
      case GELU -> out.geluBackward(dy, x, Gelu.EXACT);
      case GELU_TANH -> out.geluBackward(dy, x, Gelu.TANH);
    };
  }
}
