package dev.attune.model.layer;

import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * y = o(attention(rotate(q(x)), rotate(k(x)), v(x))), with grouped heads. Queries, keys and values
 * of a token lie side by side in one row.
 */
public final class SelfAttention implements Block {
  private final int layer;
  private final AttentionShape shape;
  private final Block qkvProj;
  private final @Nullable RotaryEmbedding rotary;
  private final Linear oProj;
  private final CausalAttention attention;

  /**
   * What the block of one layer is made of.
   *
   * @param layer which decoder layer, from 0
   * @param qkvProj x to (tokens, queries | keys | values)
   * @param rotary null where positions are not told
   * @param sinks a score of each query head that takes attention and gives nothing, or null
   */
  public record Parts(
      int layer,
      AttentionShape shape,
      Block qkvProj,
      @Nullable RotaryEmbedding rotary,
      @Nullable Parameter sinks,
      Linear oProj) {}

  /**
   * The most usual block.
   *
   * @param layer which decoder layer, from 0
   * @param rotary null where positions are not told
   * @param qkvBias whether q, k and v have a bias, and {@code oBias} whether o has
   * @param headNorm a norm on every head of q and k, or null for none
   */
  public record Design(
      int layer,
      AttentionShape shape,
      @Nullable RotaryEmbedding rotary,
      boolean qkvBias,
      boolean oBias,
      RmsNorm.@Nullable Style headNorm) {}

  public SelfAttention(Parts parts) {
    layer = parts.layer();
    shape = parts.shape();
    qkvProj = parts.qkvProj();
    rotary = parts.rotary();
    oProj = parts.oProj();
    attention = new CausalAttention(shape, parts.sinks());
  }

  /** Declares the block {@code self_attn} with modules {@code q_proj} to {@code o_proj}. */
  public static SelfAttention declare(Parameters parameters, long hiddenSize, Design design) {
    Parameters block = parameters.at("self_attn");
    AttentionShape shape = design.shape();
    boolean bias = design.qkvBias();
    Linear q = block.linear("q_proj", hiddenSize, shape.queryWidth(), bias);
    Linear k = block.linear("k_proj", hiddenSize, shape.keyWidth(), bias);
    Linear v = block.linear("v_proj", hiddenSize, shape.keyWidth(), bias);
    Linear o = block.linear("o_proj", shape.queryWidth(), hiddenSize, design.oBias());
    SideBySide qkv =
        new SideBySide(
            List.of(
                new SideBySide.Part(q, headNorm(block, "q_norm", design)),
                new SideBySide.Part(k, headNorm(block, "k_norm", design)),
                new SideBySide.Part(v, null)));
    return new SelfAttention(new Parts(design.layer(), shape, qkv, design.rotary(), null, o));
  }

  private static @Nullable RmsNorm headNorm(Parameters block, String name, Design design) {
    RmsNorm.Style style = design.headNorm();
    return style == null ? null : RmsNorm.declare(block, name, design.shape().headDim(), style);
  }

  /** x and y are (tokens, hidden). */
  @Override
  public Forward forward(Tensor x, Pass pass) {
    Forward qkv = qkvProj.forward(x, pass); // (tokens, (heads + 2·kvHeads)·headDim)
    if (rotary != null) {
      rotary.rotate(queriesAndKeys(qkv.y()), pass);
    }
    Tensor o = pass.take(x.size(0), shape.queryWidth());
    for (int i = 0; i < pass.batch().segments().size(); i++) {
      attention.forward(seen(i, qkv.y(), o, pass), pass);
    }
    Forward y = oProj.forward(o, pass);
    return new Forward(y.y(), (dy, dx) -> backward(new Kept(qkv, o, y), dy, dx, pass));
  }

  @Override
  public Footprint footprint(Footprint.Load load) {
    Footprint qkv = qkvProj.footprint(load);
    Footprint out = oProj.footprint(load);
    long o = load.tokens() * shape.queryWidth();
    long width = load.tokens() * (shape.queryWidth() + 2 * shape.keyWidth()); // of q, k and v
    long turned = rotary == null ? 0 : load.tokens() * (shape.queryWidth() + shape.keyWidth()) / 2;
    Footprint inside = attention.footprint(load).then(Footprint.moment(turned)).then(qkv);
    return inside.during(width).then(out).then(Footprint.kept(o)).during(o);
  }

  private record Kept(Forward qkv, Tensor o, Forward y) {}

  private void backward(Kept kept, Tensor dy, Tensor dx, Pass pass) {
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor dout = scratch.take(kept.o().shape()).zero();
      kept.y().backward().run(dy, dout);
      Tensor dqkv = scratch.take(kept.qkv().y().shape()).zero();
      for (TokenBatch.Segment segment : pass.batch().segments()) {
        attention.backward(own(segment, kept.qkv().y(), kept.o()), own(segment, dqkv, dout), pass);
      }
      if (rotary != null) {
        rotary.rotateBack(queriesAndKeys(dqkv), pass);
      }
      kept.qkv().backward().run(dqkv, dx);
    }
  }

  /** A segment with all that its queries may look at. */
  private CausalAttention.Segment seen(int index, Tensor qkv, Tensor o, Pass pass) {
    CausalAttention.Segment own = own(pass.batch().segments().get(index), qkv, o);
    KeyValueMemory.KeyValues fresh = own.seen();
    return new CausalAttention.Segment(
        own.q(), pass.memory().extend(layer, index, fresh.keys(), fresh.values()), own.o());
  }

  /** A segment that sees only itself. */
  private CausalAttention.Segment own(TokenBatch.Segment segment, Tensor qkv, Tensor o) {
    Tensor rows = heads(qkv.rows(segment.start(), segment.length()));
    Tensor keys = rows.narrow(1, shape.heads(), shape.kvHeads());
    Tensor values = rows.narrow(1, shape.heads() + shape.kvHeads(), shape.kvHeads());
    return new CausalAttention.Segment(
        rows.narrow(1, 0, shape.heads()),
        new KeyValueMemory.KeyValues(keys.transpose(0, 1), values.transpose(0, 1)),
        heads(o.rows(segment.start(), segment.length())));
  }

  private Tensor queriesAndKeys(Tensor qkv) {
    return heads(qkv).narrow(1, 0, shape.heads() + shape.kvHeads());
  }

  /** (tokens, heads of any kind, headDim). */
  private Tensor heads(Tensor x) {
    return x.view(x.size(0), -1, shape.headDim());
  }
}
