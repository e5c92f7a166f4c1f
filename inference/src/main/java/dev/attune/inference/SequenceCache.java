package dev.attune.inference;

import dev.attune.model.decoder.ModelShape;
import dev.attune.model.layer.KeyValueMemory.KeyValues;
import dev.attune.torch.DType;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;

/** Keys and values of one sequence in all layers, with room for some tokens more. */
final class SequenceCache implements AutoCloseable {
  private final Tensor numbers; // (layers, 2, kvHeads, capacity, headDim)
  private final ModelShape shape;
  private final int capacity;

  SequenceCache(ModelShape shape, int capacity) {
    this.shape = shape;
    this.capacity = capacity;
    try (TensorScope scope = new TensorScope()) {
      numbers = scope.keep(Tensors.empty(DType.F32, count(shape, capacity)));
    }
  }

  /** Copies the keys and values of {@code count} tokens from {@code start} on. */
  void take(SequenceCache other, int start, int count) {
    try (TensorScope _ = new TensorScope()) {
      planes().narrow(1, start, count).copy(other.planes().narrow(1, start, count));
    }
  }

  /** Tokens that there is room for. */
  int capacity() {
    return capacity;
  }

  /** Bytes that a sequence of {@code capacity} tokens needs. */
  static long bytes(ModelShape shape, long capacity) {
    return count(shape, capacity) * DType.F32.bytes();
  }

  /**
   * Appends keys and values (kvHeads, length, headDim) behind the {@code past} tokens known; gives
   * those of all.
   */
  KeyValues extend(int layer, int past, Tensor keys, Tensor values) {
    return new KeyValues(extend(2 * layer, past, keys), extend(2 * layer + 1, past, values));
  }

  @Override
  public void close() {
    numbers.close();
  }

  /** (layers · 2 · kvHeads, capacity, headDim). */
  private Tensor planes() {
    return numbers.view(-1, capacity, shape.headDim());
  }

  private Tensor extend(int plane, int past, Tensor fresh) {
    int heads = shape.numKeyValueHeads();
    Tensor all = planes().rows((long) plane * heads, heads);
    all.narrow(1, past, fresh.size(1)).copy(fresh);
    return all.narrow(1, 0, past + fresh.size(1));
  }

  private static long count(ModelShape shape, long capacity) {
    return 2L * shape.numHiddenLayers() * shape.numKeyValueHeads() * capacity * shape.headDim();
  }
}
