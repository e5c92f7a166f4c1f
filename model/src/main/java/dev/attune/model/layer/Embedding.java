package dev.attune.model.layer;

import dev.attune.torch.Tensor;

/** Rows of a table, one for each token. */
public record Embedding(Parameter weight) {
  /** Declares the table {@code name}. */
  public static Embedding declare(
      Parameters parameters, String name, long vocabSize, long hiddenSize) {
    return new Embedding(parameters.at(name).declare("weight", vocabSize, hiddenSize));
  }

  /** The residual stream's beginning, (tokens, hidden). */
  public DecoderLayer.Result forward(Pass pass) {
    Tensor x = pass.take(pass.tokens(), weight.shape().get(1));
    x.selectRows(weight.value(), pass.ids());
    return new DecoderLayer.Result(x, gradient -> backward(gradient, pass));
  }

  private void backward(Tensor gradient, Pass pass) {
    Tensor dw = pass.gradients().of(weight);
    if (dw != null) {
      dw.addRows(pass.ids(), gradient);
    }
  }
}
