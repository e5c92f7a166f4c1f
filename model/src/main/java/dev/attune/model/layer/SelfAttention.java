package dev.attune.model.layer;

import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * y = o(attention(rotate(q(x)), rotate(k(x)), v(x))), with grouped heads and, where a family has
 * them, norms on q and k.
 */
public final class SelfAttention {
  private final int layer;
  private final AttentionShape shape;
  private final RotaryEmbedding rotary;
  private final Linear qProj;
  private final Linear kProj;
  private final Linear vProj;
  private final Linear oProj;
  private final @Nullable RmsNorm qNorm;
  private final @Nullable RmsNorm kNorm;
  private final CausalAttention attention;

  /**
   * How the block of one layer differs between families.
   *
   * @param layer which decoder layer, from 0
   * @param qkvBias whether q, k and v have a bias, and {@code oBias} whether o has
   * @param headNormEps ε of a norm on every head of q and k, or null for none
   */
  public record Design(
      int layer,
      AttentionShape shape,
      RotaryEmbedding rotary,
      boolean qkvBias,
      boolean oBias,
      @Nullable Double headNormEps) {}

  /** Declares the block {@code self_attn}. */
  public SelfAttention(Parameters parameters, long hiddenSize, Design design) {
    Parameters block = parameters.at("self_attn");
    shape = design.shape();
    layer = design.layer();
    rotary = design.rotary();
    long queries = (long) shape.heads() * shape.headDim();
    long keys = (long) shape.kvHeads() * shape.headDim();
    qProj = block.linear("q_proj", hiddenSize, queries, design.qkvBias());
    kProj = block.linear("k_proj", hiddenSize, keys, design.qkvBias());
    vProj = block.linear("v_proj", hiddenSize, keys, design.qkvBias());
    oProj = block.linear("o_proj", queries, hiddenSize, design.oBias());
    Double eps = design.headNormEps();
    qNorm = eps == null ? null : RmsNorm.declare(block, "q_norm", shape.headDim(), eps);
    kNorm = eps == null ? null : RmsNorm.declare(block, "k_norm", shape.headDim(), eps);
    attention = new CausalAttention(shape);
  }

  /** x and y are (tokens, hidden). */
  public Forward forward(Tensor x, Pass pass) {
    Forward q = rotated(qProj, qNorm, x, pass); // (tokens, heads · headDim)
    Forward k = rotated(kProj, kNorm, x, pass); // (tokens, kvHeads · headDim)
    Forward v = vProj.forward(x, pass);
    Tensor o = pass.take(q.y().shape());
    for (int i = 0; i < pass.batch().segments().size(); i++) {
      attention.forward(segment(i, q.y(), k.y(), v.y(), o, pass), pass);
    }
    Forward y = oProj.forward(o, pass);
    return new Forward(y.y(), (dy, dx) -> backward(new Parts(q, k, v, o, y), dy, dx, pass));
  }

  private record Parts(Forward q, Forward k, Forward v, Tensor o, Forward y) {}

  private void backward(Parts parts, Tensor dy, Tensor dx, Pass pass) {
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor dout = scratch.take(parts.o().shape()).zero();
      parts.y().backward().run(dy, dout);
      Tensor dq = scratch.take(parts.q().y().shape());
      Tensor dk = scratch.take(parts.k().y().shape()).zero();
      Tensor dv = scratch.take(parts.v().y().shape()).zero();
      List<TokenBatch.Segment> segments = pass.batch().segments();
      for (TokenBatch.Segment segment : segments) {
        attention.backward(
            own(segment, parts.q().y(), parts.k().y(), parts.v().y(), parts.o()),
            queryRows(segment, dout),
            own(segment, dq, dk, dv, dout),
            pass);
      }
      parts.q().backward().run(dq, dx);
      parts.k().backward().run(dk, dx);
      parts.v().backward().run(dv, dx);
    }
  }

  /** A projection, its norm if it has one, and the rotation of its heads. */
  private Forward rotated(Linear projection, @Nullable RmsNorm norm, Tensor x, Pass pass) {
    Forward projected = projection.forward(x, pass);
    Forward normed = norm == null ? projected : headNorm(norm, projected, pass);
    rotary.rotate(heads(normed.y()), pass);
    return new Forward(
        normed.y(),
        (dy, dx) -> {
          rotary.rotateBack(heads(dy), pass);
          normed.backward().run(dy, dx);
        });
  }

  private Forward headNorm(RmsNorm norm, Forward projected, Pass pass) {
    long[] shape = projected.y().shape();
    long features = this.shape.headDim();
    Forward normed = norm.forward(projected.y().view(-1, features), pass);
    return new Forward(
        normed.y().view(shape),
        (dy, dx) -> {
          try (Workspace.Scratch scratch = pass.scratch()) {
            Tensor before = scratch.take(shape).zero();
            normed.backward().run(dy.view(-1, features), before.view(-1, features));
            projected.backward().run(before, dx);
          }
        });
  }

  private CausalAttention.Segment segment(
      int index, Tensor q, Tensor k, Tensor v, Tensor o, Pass pass) {
    TokenBatch.Segment segment = pass.batch().segments().get(index);
    CausalAttention.Segment own = own(segment, q, k, v, o);
    return new CausalAttention.Segment(
        own.q(),
        pass.memory().extend(layer, index, own.seen().keys(), own.seen().values()),
        own.o());
  }

  /** A segment that sees only itself. */
  private CausalAttention.Segment own(
      TokenBatch.Segment segment, Tensor q, Tensor k, Tensor v, Tensor o) {
    return new CausalAttention.Segment(
        queryRows(segment, q),
        new KeyValueMemory.KeyValues(keyRows(segment, k), keyRows(segment, v)),
        queryRows(segment, o));
  }

  /** (length, heads, headDim). */
  private Tensor queryRows(TokenBatch.Segment segment, Tensor x) {
    return heads(x.rows(segment.start(), segment.length()));
  }

  /** (kvHeads, length, headDim). */
  private Tensor keyRows(TokenBatch.Segment segment, Tensor x) {
    return heads(x.rows(segment.start(), segment.length())).transpose(0, 1);
  }

  private Tensor heads(Tensor x) {
    return x.view(x.size(0), -1, shape.headDim());
  }
}
