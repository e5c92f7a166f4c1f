package dev.attune.model.layer;

import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;

/**
 * Rows of a table, one for each token.
 *
 * @param scale factor on them
 */
public record Embedding(Parameter weight, double scale) {
  /** Declares the table {@code embed_tokens}. */
  public static Embedding declare(
      Parameters parameters, long vocabSize, long hiddenSize, double scale) {
    return new Embedding(
        parameters.at("embed_tokens").declare("weight", vocabSize, hiddenSize), scale);
  }

  /** The residual stream's beginning, (tokens, hidden). */
  public DecoderLayer.Result forward(Pass pass) {
    Tensor x = pass.take(pass.tokens(), weight.shape().get(1));
    scaled(x.selectRows(weight.value(), pass.ids()));
    return new DecoderLayer.Result(x, gradient -> backward(gradient, pass));
  }

  /** What training takes for the residual stream and the table's gradient. */
  public Footprint footprint(Footprint.Load load) {
    boolean widens = load.weightsMove() && load.rounds();
    return new Footprint(load.stream(), widens ? load.wide(load.stream()) : 0);
  }

  private void backward(Tensor gradient, Pass pass) {
    Tensor dw = pass.gradients().of(weight);
    if (dw != null) {
      try (Workspace.Scratch scratch = pass.scratch()) {
        Tensor wide =
            pass.placement().rounds()
                ? scratch.takeWide(gradient.shape()).copy(gradient)
                : gradient;
        dw.addRows(pass.ids(), scaled(wide));
      }
    }
  }

  private Tensor scaled(Tensor x) {
    return scale == 1 ? x : x.times(scale);
  }
}
