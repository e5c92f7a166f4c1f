package dev.attune.model.layer;

import dev.attune.torch.Tensor;

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

  private void backward(Tensor gradient, Pass pass) {
    Tensor dw = pass.gradients().of(weight);
    if (dw != null) {
      dw.addRows(pass.ids(), scaled(gradient));
    }
  }

  private Tensor scaled(Tensor x) {
    return scale == 1 ? x : x.times(scale);
  }
}
