package dev.attune.model.decoder;

import dev.attune.model.layer.DecoderLayer;
import dev.attune.model.layer.Embedding;
import dev.attune.model.layer.Footprint;
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
    return forward(embedTokens.forward(pass), pass);
  }

  /** The same from the residual stream's beginning on. */
  Hidden forward(DecoderLayer.Result embedded, Pass pass) {
    List<DecoderLayer.ResidualBackward> ways = new ArrayList<>();
    ways.add(embedded.backward());
    Tensor x = embedded.y();
    for (int i = 0; i < layers.size(); i++) {
      pass.enterLayer(i);
      if (!pass.trains()) {
        passThrough(layers.get(i), x, x, pass);
      } else if (pass.recomputes()) {
        DecoderLayer.Result result = recomputed(i, x, pass);
        x = result.y();
        ways.add(result.backward());
      } else {
        DecoderLayer.Result result = layers.get(i).forward(x, pass);
        x = result.y();
        ways.add(result.backward());
      }
    }
    Forward hidden = norm.forward(x, pass);
    return new Hidden(hidden.y(), dy -> backward(hidden, ways, dy, pass));
  }

  /** Takes x through a layer to y, which may be x, and keeps nothing else. */
  private static void passThrough(DecoderLayer layer, Tensor x, Tensor y, Pass pass) {
    Workspace.Mark mark = pass.workspace().mark();
    y.copy(layer.forward(x, pass).y());
    pass.workspace().release(mark);
  }

  /** Activation checkpointing (https://arxiv.org/abs/1604.06174), a layer at a time. */
  private DecoderLayer.Result recomputed(int index, Tensor x, Pass pass) {
    Tensor y = pass.take(x.shape());
    passThrough(layers.get(index), x, y, pass);
    return new DecoderLayer.Result(
        y,
        gradient -> {
          Workspace.Mark mark = pass.workspace().mark();
          pass.enterLayer(index);
          layers.get(index).forward(x, pass).backward().run(gradient);
          pass.workspace().release(mark);
        });
  }

  /** What a training pass through all layers takes, up to the hidden states and back. */
  public Footprint footprint(Footprint.Load load, boolean recomputes) {
    List<Footprint> each = layers.stream().map(layer -> layer.footprint(load)).toList();
    Footprint all = recomputes ? recomputed(each, load) : all(each);
    return embedTokens.footprint(load).then(all).then(norm.footprint(load)).during(load.stream());
  }

  /** What a forward pass takes that no way back follows. */
  public Footprint forwardFootprint(Footprint.Load load) {
    List<Footprint> each = layers.stream().map(layer -> layer.footprint(load)).toList();
    long largest = each.stream().mapToLong(Footprint::kept).max().orElse(0);
    return new Footprint(load.stream() + largest, all(each).moment()).then(norm.footprint(load));
  }

  private static Footprint all(List<Footprint> layers) {
    return layers.stream().reduce(Footprint.NONE, Footprint::then);
  }

  private static Footprint recomputed(List<Footprint> layers, Footprint.Load load) {
    long largest = layers.stream().mapToLong(Footprint::kept).max().orElse(0);
    return new Footprint(layers.size() * load.stream() + largest, all(layers).moment());
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
