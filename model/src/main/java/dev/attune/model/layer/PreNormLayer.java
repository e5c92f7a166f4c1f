package dev.attune.model.layer;

import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;

/**
 * h = x + attention(norm(x)), y = h + mlp(norm(h)): the layer of Llama and most of its relatives.
 */
public record PreNormLayer(
    RmsNorm inputLayernorm, SelfAttention selfAttn, RmsNorm postAttentionLayernorm, GatedMlp mlp)
    implements DecoderLayer {

  @Override
  public Result forward(Tensor x, Pass pass) {
    Forward attentionIn = inputLayernorm.forward(x, pass);
    Forward attention = selfAttn.forward(attentionIn.y(), pass);
    Tensor h = attention.y().plus(x);
    Forward mlpIn = postAttentionLayernorm.forward(h, pass);
    Forward fed = mlp.forward(mlpIn.y(), pass);
    Tensor y = fed.y().plus(h);
    return new Result(
        y,
        gradient -> {
          goBack(fed, mlpIn, gradient, pass);
          goBack(attention, attentionIn, gradient, pass);
        });
  }

  /** Through a branch and its norm; what goes straight on is in {@code gradient} already. */
  private static void goBack(Forward branch, Forward norm, Tensor gradient, Pass pass) {
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor branchIn = scratch.take(gradient.shape()).zero();
      branch.backward().run(gradient, branchIn);
      norm.backward().run(branchIn, gradient);
    }
  }
}
