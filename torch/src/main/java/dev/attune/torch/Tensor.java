package dev.attune.torch;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Numbers in native memory, with a shape.
 *
 * <p>Methods of the first part are <em>views</em>: another shape on the same numbers. Methods of
 * the second part <em>write this tensor</em> from their arguments and return it; {@code out.mm(a,
 * b)} reads out ← a·b. Methods of the third part read numbers out. An argument may be the tensor
 * itself where an operator works number by number.
 *
 * <p>Long, because it is the whole vocabulary of the models: one operator of libtorch each, in one
 * place.
 */
public final class Tensor implements AutoCloseable {
  private static final long NORM_PIECE = 1 << 15;
  private static final long NORM_PIECE_AWAY = 1 << 26; // each waits for the device

  final org.bytedeco.pytorch.Tensor handle;

  Tensor(org.bytedeco.pytorch.Tensor handle) {
    this.handle = handle;
  }

  // Shape.

  public int rank() {
    return (int) handle.dim();
  }

  /** Length of one dimension; -1 is the last. */
  public long size(int dimension) {
    return handle.size(dimension);
  }

  public long[] shape() {
    long[] shape = new long[rank()];
    Arrays.setAll(shape, this::size);
    return shape;
  }

  /** How many numbers there are. */
  public long count() {
    return handle.numel();
  }

  public DType dtype() {
    for (DType dtype : DType.values()) {
      if (dtype.scalarType() == handle.scalar_type().intern()) {
        return dtype;
      }
    }
    throw new TorchException(
        "A tensor of type %s is of no use here".formatted(handle.scalar_type()));
  }

  public Device device() {
    return handle.is_cpu() ? Device.CPU : new Device(handle.device().str().getString());
  }

  /** This tensor, or where it is on another device a contiguous copy. */
  public Tensor on(Device device) {
    return device.equals(device()) ? this : Tensors.empty(device, dtype(), shape()).copy(this);
  }

  // Views: no number moves.

  /** {@code count} entries of {@code dimension} from {@code start} on. */
  public Tensor narrow(int dimension, long start, long count) {
    return new Tensor(handle.narrow(dimension, start, count));
  }

  /** Entries of the first dimension. */
  public Tensor rows(long start, long count) {
    return narrow(0, start, count);
  }

  /** Entries of the last dimension. */
  public Tensor columns(long start, long count) {
    return narrow(rank() - 1, start, count);
  }

  /**
   * The same numbers in the same order under another shape; at most one length is -1 and follows
   * from the others.
   */
  public Tensor view(long... shape) {
    return new Tensor(handle.view(shape));
  }

  /** The same bytes as numbers of another type; the last dimension gets longer or shorter. */
  Tensor as(DType dtype) {
    return new Tensor(handle.view(dtype.scalarType()));
  }

  /** The transpose of a matrix. */
  public Tensor t() {
    return new Tensor(handle.t());
  }

  public Tensor transpose(int first, int second) {
    return new Tensor(handle.transpose(first, second));
  }

  public Tensor permute(long... dimensions) {
    return new Tensor(handle.permute(dimensions));
  }

  /** Repeats dimensions of length 1 without copying. */
  public Tensor expand(long... shape) {
    return new Tensor(handle.expand(shape));
  }

  // Writing this tensor.

  public Tensor zero() {
    handle.zero_();
    return this;
  }

  public Tensor fill(double value) {
    handle.fill_(Constants.scalar(value));
    return this;
  }

  /** this ← source, with its numbers converted to this tensor's type. */
  public Tensor copy(Tensor source) {
    handle.copy_(source.handle);
    return this;
  }

  /** this ← a·b for matrices. */
  public Tensor mm(Tensor a, Tensor b) {
    torch.mm_out(handle, a.handle, b.handle);
    return this;
  }

  /** this ← this + alpha·(a·b) for matrices. */
  public Tensor addMm(Tensor a, Tensor b, double alpha) {
    handle.addmm_(a.handle, b.handle, Constants.ONE, Constants.scalar(alpha));
    return this;
  }

  /** this ← c + a·b for matrices. */
  public Tensor addMm(Tensor c, Tensor a, Tensor b) {
    torch.addmm_out(handle, c.handle, a.handle, b.handle);
    return this;
  }

  /** this ← a·b for each pair of matrices along the first dimension. */
  public Tensor bmm(Tensor a, Tensor b) {
    torch.bmm_out(handle, a.handle, b.handle);
    return this;
  }

  /** this ← this + a·b for each pair of matrices along the first dimension. */
  public Tensor addBmm(Tensor a, Tensor b) {
    handle.baddbmm_(a.handle, b.handle, Constants.ONE, Constants.ONE);
    return this;
  }

  /** this ← a + b. */
  public Tensor add(Tensor a, Tensor b) {
    torch.add_out(handle, a.handle, b.handle);
    return this;
  }

  /** this ← this + alpha·a. */
  public Tensor plus(Tensor a, double alpha) {
    handle.add_(a.handle, Constants.scalar(alpha));
    return this;
  }

  /** this ← this + a. */
  public Tensor plus(Tensor a) {
    return plus(a, 1);
  }

  /** this ← this + value. */
  public Tensor plus(double value) {
    handle.add_(Constants.scalar(value));
    return this;
  }

  /** this ← a ∘ b, number by number. */
  public Tensor mul(Tensor a, Tensor b) {
    torch.mul_out(handle, a.handle, b.handle);
    return this;
  }

  /** this ← factor·a, in two steps since libtorch's one goes through memory that it maps anew. */
  public Tensor mul(Tensor a, double factor) {
    return factor == 1 ? copy(a) : copy(a).times(factor);
  }

  /** this ← this ∘ a. */
  public Tensor times(Tensor a) {
    handle.mul_(a.handle);
    return this;
  }

  /** this ← factor·this. */
  public Tensor times(double factor) {
    handle.mul_(Constants.scalar(factor));
    return this;
  }

  /** this ← this + alpha·(a ∘ b). */
  public Tensor addMul(Tensor a, Tensor b, double alpha) {
    handle.addcmul_(a.handle, b.handle, Constants.scalar(alpha));
    return this;
  }

  /** this ← this + alpha·(a ⁄ b). */
  public Tensor addDiv(Tensor a, Tensor b, double alpha) {
    handle.addcdiv_(a.handle, b.handle, Constants.scalar(alpha));
    return this;
  }

  /** this ← this + weight·(a − this). */
  public Tensor lerp(Tensor a, double weight) {
    handle.lerp_(a.handle, Constants.scalar(weight));
    return this;
  }

  /** this ← √a. */
  public Tensor sqrt(Tensor a) {
    torch.sqrt_out(handle, a.handle);
    return this;
  }

  /** this ← 1 ⁄ √this. */
  public Tensor rsqrt() {
    handle.rsqrt_();
    return this;
  }

  /** this ← ln a. */
  public Tensor log(Tensor a) {
    torch.log_out(handle, a.handle);
    return this;
  }

  /** this ← cos a. */
  public Tensor cos(Tensor a) {
    torch.cos_out(handle, a.handle);
    return this;
  }

  /** this ← sin a. */
  public Tensor sin(Tensor a) {
    torch.sin_out(handle, a.handle);
    return this;
  }

  /** this ← a·σ(a). */
  public Tensor silu(Tensor a) {
    torch.silu_out(handle, a.handle);
    return this;
  }

  /** this ← gradient ∘ d silu(a)/da. */
  public Tensor siluBackward(Tensor gradient, Tensor a) {
    torch.silu_backward_out(handle, gradient.handle, a.handle);
    return this;
  }

  /** this ← Gaussian error linear unit of a: a·Φ(a). */
  public Tensor gelu(Tensor a, Gelu kind) {
    torch.gelu_out(handle, a.handle, kind.approximation());
    return this;
  }

  /** this ← gradient ∘ d gelu(a)/da. */
  public Tensor geluBackward(Tensor gradient, Tensor a, Gelu kind) {
    torch.gelu_backward_out(handle, gradient.handle, a.handle, kind.approximation());
    return this;
  }

  /** this ← 1 ⁄ (1 + e⁻ᵃ). */
  public Tensor sigmoid(Tensor a) {
    torch.sigmoid_out(handle, a.handle);
    return this;
  }

  /** this ← tanh a. */
  public Tensor tanh(Tensor a) {
    torch.tanh_out(handle, a.handle);
    return this;
  }

  /**
   * this ← a, where it is larger than {@code high} that, and where it is less than {@code low}
   * that.
   */
  public Tensor clamp(Tensor a, double low, double high) {
    torch.clamp_out(
        handle,
        a.handle,
        new ScalarOptional(new Scalar(low)),
        new ScalarOptional(new Scalar(high)));
    return this;
  }

  /** this ← 1 where a and b are the same number, else 0. */
  public Tensor same(Tensor a, Tensor b) {
    torch.eq_out(handle, a.handle, b.handle);
    return this;
  }

  /** this ← softmax of a over its last dimension. */
  public Tensor softmax(Tensor a) {
    torch.softmax_out(handle, a.handle, -1);
    return this;
  }

  /** this ← sum of a over {@code dimension}, which stays with length 1 when this tensor has it. */
  public Tensor sum(Tensor a, int dimension) {
    torch.sum_out(
        handle, a.handle, new long[] {dimension}, rank() == a.rank(), Constants.SAME_TYPE);
    return this;
  }

  /** this ← largest number of a along its last dimension, which stays with length 1. */
  public Tensor max(Tensor a) {
    torch.amax_out(handle, a.handle, new long[] {-1}, true);
    return this;
  }

  /**
   * this ← the largest numbers of each row of a, as many as this tensor has columns, the largest
   * first; their columns in a go to {@code ids} (I64).
   */
  public Tensor largest(Tensor ids, Tensor a) {
    torch.topk_out(handle, ids.handle, a.handle, size(-1), -1, true, true);
    return this;
  }

  /** this ← Euclidean length of a along its last dimension, which stays with length 1. */
  public Tensor norm(Tensor a) {
    torch.linalg_vector_norm_out(
        handle, a.handle, Constants.TWO, new long[] {-1}, true, dtype().optional());
    return this;
  }

  /** this ← the rows of {@code table} that {@code ids} (I64) names. */
  public Tensor selectRows(Tensor table, Tensor ids) {
    torch.index_select_out(handle, table.handle, 0, ids.handle);
    return this;
  }

  /**
   * Adds each row of {@code rows} to the row of this tensor that {@code ids} (I64) names, in order.
   */
  public Tensor addRows(Tensor ids, Tensor rows) {
    handle.index_add_(0, ids.handle, rows.handle);
    return this;
  }

  /**
   * this ← for each row of a, the numbers in the columns that the row of {@code ids} (I64) names.
   */
  public Tensor gather(Tensor a, Tensor ids) {
    torch.gather_out(handle, a.handle, 1, ids.handle);
    return this;
  }

  /**
   * Adds each row of {@code values} to the row of this tensor, at the columns that the row of
   * {@code ids} (I64) names.
   */
  public Tensor scatterAdd(Tensor ids, Tensor values) {
    handle.scatter_add_(1, ids.handle, values.handle);
    return this;
  }

  /** this ← numbers drawn from a normal distribution. */
  public Tensor normal(double mean, double deviation, RandomSource random) {
    handle.normal_(mean, deviation, random.optional());
    return this;
  }

  /** this ← numbers drawn evenly from [low, high). */
  public Tensor uniform(double low, double high, RandomSource random) {
    handle.uniform_(low, high, random.optional());
    return this;
  }

  /** this ← 1 with the given probability, else 0. */
  public Tensor bernoulli(double probability, RandomSource random) {
    handle.bernoulli_(probability, random.optional());
    return this;
  }

  // Reading numbers out.

  /** The one number of a tensor that has one. */
  public double item() {
    return dtype() == DType.I64 ? handle.item_long() : handle.item_float();
  }

  /** All numbers in order, as F32. The tensor must be contiguous. */
  public float[] floats() {
    float[] numbers = new float[Math.toIntExact(count())];
    on(Device.CPU).floatBuffer().get(numbers);
    return numbers;
  }

  /** All numbers of an I64 tensor in order. */
  public long[] longs() {
    long[] numbers = new long[Math.toIntExact(count())];
    new LongPointer(on(Device.CPU).handle.data_ptr()).get(numbers);
    return numbers;
  }

  /**
   * Σ of the squares of a vector's numbers, piece by piece in a fixed order, so that the same
   * numbers give the same bits.
   */
  public double squaredNorm() {
    long most = handle.is_cpu() ? NORM_PIECE : NORM_PIECE_AWAY;
    double sum = 0;
    for (long start = 0; start < count(); start += most) {
      try (TensorScope _ = new TensorScope()) {
        Tensor piece = rows(start, Math.min(most, count() - start));
        double norm = piece.handle.norm().item_float();
        sum += norm * norm;
      }
    }
    return sum;
  }

  /** The sum of all numbers, in double precision. */
  public double sum() {
    try (TensorScope _ = new TensorScope()) {
      return handle.sum(Constants.DOUBLE).item_double();
    }
  }

  /** Frees a tensor that a scope kept. */
  @Override
  public void close() {
    handle.close();
  }

  @Override
  public String toString() {
    return dtype() + Arrays.toString(shape());
  }

  FloatBuffer floatBuffer() {
    if (dtype() != DType.F32 || !handle.is_contiguous()) {
      throw new TorchException("Only a contiguous F32 tensor can be read as floats, not " + this);
    }
    return new FloatPointer(handle.data_ptr()).capacity(count()).asBuffer();
  }
}
