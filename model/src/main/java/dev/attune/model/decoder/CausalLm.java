package dev.attune.model.decoder;

import dev.attune.model.layer.DecoderLayer;
import dev.attune.model.layer.Embedding;
import dev.attune.model.layer.Forward;
import dev.attune.model.layer.Linear;
import dev.attune.model.layer.LmHead;
import dev.attune.model.layer.Parameter;
import dev.attune.model.layer.Parameters;
import dev.attune.model.layer.Pass;
import dev.attune.model.layer.RmsNorm;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.Rotation;
import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A decoder-only language model: token ids in, hidden states and logits out. It can be shared by
 * threads.
 */
public final class CausalLm {
  private final ModelShape shape;
  private final Parameters parameters;
  private final Embedding embedTokens;
  private final List<RotaryEmbedding> rotary;
  private final List<DecoderLayer> layers;
  private final RmsNorm norm;
  private final LmHead lmHead;

  /**
   * The blocks in the order a token goes through them.
   *
   * @param rotary the rotations that layers use
   * @param norm behind the last layer
   */
  public record Blocks(
      Embedding embedTokens,
      List<RotaryEmbedding> rotary,
      List<DecoderLayer> layers,
      RmsNorm norm,
      LmHead lmHead) {
    public Blocks {
      rotary = List.copyOf(rotary);
      layers = List.copyOf(layers);
    }
  }

  /** {@code parameters} are those that the blocks declared. */
  public CausalLm(ModelShape shape, Parameters parameters, Blocks blocks) {
    this.shape = shape;
    this.parameters = parameters;
    this.embedTokens = blocks.embedTokens();
    this.rotary = blocks.rotary();
    this.layers = blocks.layers();
    this.norm = blocks.norm();
    this.lmHead = blocks.lmHead();
  }

  public ModelShape shape() {
    return shape;
  }

  /** Every weight, in the order of the blocks; a tied head is no weight of its own. */
  public List<Parameter> parameters() {
    return parameters.declared();
  }

  /** Every linear module but the head, in order: where adapters can be put. */
  public List<Linear> linears() {
    return parameters.linears();
  }

  /** Every matrix that rows are multiplied with, the head's included. */
  public List<Parameter> matrices() {
    return Stream.concat(parameters.matrices().stream(), Stream.of(lmHead.weight()))
        .distinct()
        .toList();
  }

  /** The table of embeddings, which is the head's matrix as well where the two are tied. */
  public Parameter embedTokens() {
    return embedTokens.weight();
  }

  public LmHead lmHead() {
    return lmHead;
  }

  /**
   * The length of a sequence beyond which its tokens are rotated otherwise, so that what was
   * remembered of them is of no more use and they must go through the model again.
   */
  public int rotationChangesAfter() {
    return rotary.stream()
        .mapToInt(each -> each.rotation().changesAfter())
        .min()
        .orElse(Rotation.NEVER);
  }

  /**
   * Takes a batch through all layers.
   *
   * @return hidden states behind the last norm, (tokens, hidden), and the way back; the gradient
   *     that the way back is given may be changed by it
   */
  public Hidden forward(Pass pass) {
    DecoderLayer.Result embedded = embedTokens.forward(pass);
    List<DecoderLayer.ResidualBackward> ways = new ArrayList<>();
    ways.add(embedded.backward());
    Tensor x = embedded.y();
    for (DecoderLayer layer : layers) {
      Workspace.Mark mark = pass.workspace().mark();
      DecoderLayer.Result result = layer.forward(x, pass);
      if (pass.trains()) {
        x = result.y();
        ways.add(result.backward());
      } else {
        x.copy(result.y());
        pass.workspace().release(mark);
      }
    }
    Forward hidden = norm.forward(x, pass);
    return new Hidden(hidden.y(), dy -> backward(hidden, ways, dy, pass));
  }

  /** Hidden states and the way back from them. */
  public record Hidden(Tensor states, DecoderLayer.ResidualBackward backward) {}

  private static void backward(
      Forward norm, List<DecoderLayer.ResidualBackward> ways, Tensor dy, Pass pass) {
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor gradient = scratch.take(dy.shape()).zero();
      norm.backward().run(dy, gradient);
      for (DecoderLayer.ResidualBackward way : ways.reversed()) {
        way.run(gradient);
      }
    }
  }
}
