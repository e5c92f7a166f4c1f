package dev.attune.model.layer;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.matmul;
import static org.bytedeco.pytorch.global.torch.softmax;
import static org.bytedeco.pytorch.global.torch.tanh;

import dev.attune.torch.Autograd;
import dev.attune.torch.Tensors;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorVector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attention's hand-written backward pass, in all its forms, against autograd. */
final class AttentionOracleTest {
  private static final int HIDDEN = 24;
  private static final int HEAD_DIM = 8;
  private static final List<Float> FREQUENCIES = List.of(1f, 0.31f, 0.1f, 0.031f);
  private static final RmsNorm.Style PLAIN = new RmsNorm.Style(Oracle.EPSILON, false);

  private final Oracle oracle = new Oracle();
  private final Parameters parameters = oracle.parameters();

  @AfterEach
  void close() {
    oracle.close();
  }

  @ParameterizedTest(name = "{0} heads on {1}, window {2}, lengths {3} {4}, head norm {5}")
  @CsvSource({
    "4, 4, 0, 7, 1, false",
    "4, 2, 0, 300, 33, false",
    "6, 1, 0, 128, 129, false",
    "4, 2, 16, 300, 10, false",
    "4, 2, 130, 400, 131, true",
    "2, 2, 2, 260, 3, false"
  })
  void groupedHeadsAndWindows(
      int heads, int kvHeads, int window, int first, int second, boolean headNorm) {
    AttentionShape shape =
        AttentionShape.of(
            heads, kvHeads, HEAD_DIM, window == 0 ? AttentionShape.UNBOUNDED : window);
    RotaryEmbedding rotary = new RotaryEmbedding(FREQUENCIES);
    RmsNorm.Style norm = headNorm ? PLAIN : null;
    check(shape, rotary, norm, new int[] {first, second});
  }

  @ParameterizedTest(name = "cap {0}, window {1}")
  @CsvSource({"1.5, 0", "4, 20"})
  void softCappedScores(double cap, int window) {
    AttentionShape shape =
        AttentionShape.of(4, 2, HEAD_DIM, window == 0 ? AttentionShape.UNBOUNDED : window)
            .withScale(0.6)
            .withSoftCap(new SoftCap(cap));
    check(shape, new RotaryEmbedding(FREQUENCIES), PLAIN, new int[] {150, 5});
  }

  @Test
  void positionsThatAreNotTold() {
    AttentionShape shape = AttentionShape.of(4, 2, HEAD_DIM, AttentionShape.UNBOUNDED);
    check(shape, null, null, new int[] {20, 3});
  }

  @Test
  void aPartOfEveryHeadRotatedAndStretched() {
    AttentionShape shape = AttentionShape.of(4, 2, HEAD_DIM, AttentionShape.UNBOUNDED);
    check(shape, new RotaryEmbedding(new Stretched()), null, new int[] {20, 3});
  }

  @ParameterizedTest(name = "window {0}, cap {1}")
  @CsvSource({"0, Infinity", "7, Infinity", "7, 2"})
  void sinks(int window, double cap) {
    AttentionShape shape =
        AttentionShape.of(4, 2, HEAD_DIM, window == 0 ? AttentionShape.UNBOUNDED : window)
            .withSoftCap(new SoftCap(cap));
    RotaryEmbedding rotary = new RotaryEmbedding(FREQUENCIES);
    Linear q = parameters.linear("self_attn.q_proj", HIDDEN, shape.queryWidth(), true);
    Linear k = parameters.linear("self_attn.k_proj", HIDDEN, shape.keyWidth(), true);
    Linear v = parameters.linear("self_attn.v_proj", HIDDEN, shape.keyWidth(), true);
    Linear o = parameters.linear("self_attn.o_proj", shape.queryWidth(), HIDDEN, true);
    Parameter sinks = parameters.declare("sinks", shape.heads());
    SelfAttention attention =
        new SelfAttention(
            new SelfAttention.Parts(0, shape, SideBySide.of(q, k, v), rotary, sinks, o));
    oracle.check(
        new int[] {150, 6}, HIDDEN, attention, x -> attend(x, shape, rotary, new int[] {150, 6}));
  }

  @Test
  void oneNormOverAllHeadsOfQueriesAndOneOfKeys() {
    AttentionShape shape = AttentionShape.of(4, 2, HEAD_DIM, AttentionShape.UNBOUNDED);
    Linear q = parameters.linear("self_attn.q_proj", HIDDEN, shape.queryWidth(), false);
    Linear k = parameters.linear("self_attn.k_proj", HIDDEN, shape.keyWidth(), false);
    Linear v = parameters.linear("self_attn.v_proj", HIDDEN, shape.keyWidth(), false);
    SideBySide qkv =
        new SideBySide(
            List.of(
                new SideBySide.Part(
                    q, RmsNorm.declare(parameters, "q_norm", shape.queryWidth(), PLAIN)),
                new SideBySide.Part(
                    k, RmsNorm.declare(parameters, "k_norm", shape.keyWidth(), PLAIN)),
                new SideBySide.Part(v, null)));
    oracle.adapt();
    oracle.check(
        new int[] {5, 4},
        HIDDEN,
        qkv,
        x ->
            cat(
                new TensorVector(
                    oracle.normed(oracle.linear("self_attn.q_proj", x), "q_norm.weight"),
                    oracle.normed(oracle.linear("self_attn.k_proj", x), "k_norm.weight"),
                    oracle.linear("self_attn.v_proj", x)),
                1));
  }

  /** Two pairs of four, faster in longer sequences, and larger. */
  private record Stretched() implements Rotation {
    @Override
    public List<Float> frequencies(int length) {
      return length > 10 ? List.of(1f, 0.31f) : List.of(0.5f, 0.1f);
    }

    @Override
    public double magnitude() {
      return 1.3;
    }
  }

  private void check(
      AttentionShape shape,
      @Nullable RotaryEmbedding rotary,
      RmsNorm.@Nullable Style norm,
      int[] lengths) {
    SelfAttention attention =
        SelfAttention.declare(
            parameters,
            HIDDEN,
            new SelfAttention.Design(0, shape, rotary, rotary != null, false, norm));
    oracle.adapt();
    oracle.check(lengths, HIDDEN, attention, x -> attend(x, shape, rotary, lengths));
  }

  // The formula again, in libtorch's operators on leaves that record.

  private org.bytedeco.pytorch.Tensor attend(
      org.bytedeco.pytorch.Tensor x,
      AttentionShape shape,
      @Nullable RotaryEmbedding rotary,
      int[] lengths) {
    return cat(
        new TensorVector(
            attend(x.narrow(0, 0, lengths[0]), shape, rotary),
            attend(x.narrow(0, lengths[0], lengths[1]), shape, rotary)),
        0);
  }

  private org.bytedeco.pytorch.Tensor attend(
      org.bytedeco.pytorch.Tensor x, AttentionShape shape, @Nullable RotaryEmbedding rotary) {
    long length = x.size(0);
    org.bytedeco.pytorch.Tensor q = rotated(heads("q", x, shape.heads()), rotary);
    org.bytedeco.pytorch.Tensor k =
        repeated(rotated(heads("k", x, shape.kvHeads()), rotary), shape);
    org.bytedeco.pytorch.Tensor v = repeated(heads("v", x, shape.kvHeads()), shape);
    org.bytedeco.pytorch.Tensor scores =
        capped(matmul(q, k.transpose(1, 2)).mul(new Scalar(shape.scale())), shape.softCap());
    org.bytedeco.pytorch.Tensor p = probabilities(scores.add(mask(length, shape.window())));
    org.bytedeco.pytorch.Tensor o = matmul(p, v).transpose(0, 1).reshape(length, -1);
    return oracle.linear("self_attn.o_proj", o);
  }

  private org.bytedeco.pytorch.Tensor probabilities(org.bytedeco.pytorch.Tensor scores) {
    if (!oracle.has("sinks")) {
      return softmax(scores, -1);
    }
    org.bytedeco.pytorch.Tensor sinks =
        oracle.leaf("sinks").view(-1, 1, 1).expand(scores.size(0), scores.size(1), 1);
    return softmax(cat(new TensorVector(scores, sinks), 2), -1).narrow(2, 0, scores.size(2));
  }

  private org.bytedeco.pytorch.Tensor heads(String name, org.bytedeco.pytorch.Tensor x, int heads) {
    org.bytedeco.pytorch.Tensor y =
        oracle.linear("self_attn." + name + "_proj", x).view(x.size(0), heads, HEAD_DIM);
    String norm = "self_attn." + name + "_norm.weight";
    if (!oracle.has(norm)) {
      return y.transpose(0, 1);
    }
    return oracle.normed(y, norm).transpose(0, 1);
  }

  private static org.bytedeco.pytorch.Tensor capped(
      org.bytedeco.pytorch.Tensor scores, SoftCap softCap) {
    return softCap.isSet()
        ? tanh(scores.div(new Scalar(softCap.cap()))).mul(new Scalar(softCap.cap()))
        : scores;
  }

  private static org.bytedeco.pytorch.Tensor repeated(
      org.bytedeco.pytorch.Tensor x, AttentionShape shape) {
    return x.repeat_interleave(shape.group(), new LongOptional(0), new LongOptional());
  }

  private static org.bytedeco.pytorch.Tensor rotated(
      org.bytedeco.pytorch.Tensor x, @Nullable RotaryEmbedding rotary) {
    if (rotary == null) {
      return x;
    }
    Rotation rotation = rotary.rotation();
    List<Float> frequencies = rotation.frequencies((int) x.size(1));
    org.bytedeco.pytorch.Tensor angles = angles((int) x.size(1), frequencies);
    org.bytedeco.pytorch.Tensor cos = angles.cos().mul(new Scalar(rotation.magnitude()));
    org.bytedeco.pytorch.Tensor sin = angles.sin().mul(new Scalar(rotation.magnitude()));
    int pairs = frequencies.size();
    org.bytedeco.pytorch.Tensor first = x.narrow(2, 0, pairs);
    org.bytedeco.pytorch.Tensor second = x.narrow(2, pairs, pairs);
    return cat(
        new TensorVector(
            first.mul(cos).sub(second.mul(sin)),
            second.mul(cos).add(first.mul(sin)),
            x.narrow(2, 2L * pairs, HEAD_DIM - 2L * pairs)),
        2);
  }

  private static org.bytedeco.pytorch.Tensor angles(int length, List<Float> frequencies) {
    float[] angles = new float[length * frequencies.size()];
    for (int i = 0; i < angles.length; i++) {
      int position = i / frequencies.size();
      angles[i] = position * frequencies.get(i % frequencies.size());
    }
    return Autograd.handle(Tensors.of(angles).view(length, frequencies.size()));
  }

  private static org.bytedeco.pytorch.Tensor mask(long length, int window) {
    float[] mask = new float[(int) (length * length)];
    for (int query = 0; query < length; query++) {
      for (int key = 0; key < length; key++) {
        boolean seen = key <= query && (long) query - key < window;
        mask[(int) (query * length + key)] = seen ? 0 : Float.NEGATIVE_INFINITY;
      }
    }
    return Autograd.handle(Tensors.of(mask).view(length, length));
  }
}
