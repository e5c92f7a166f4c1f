package dev.attune.model.layer;

import dev.attune.torch.Tensor;

/** Where the keys and values are that a segment's queries may look at. */
@FunctionalInterface
public interface KeyValueMemory {
  /**
   * Takes the keys and values of a segment's tokens in and gives those of its whole sequence so
   * far.
   *
   * @param layer which decoder layer, from 0
   * @param segment which segment of the batch, from 0
   * @param keys (kvHeads, length, headDim), a view that lives as long as the pass
   * @param values the same
   */
  KeyValues extend(int layer, int segment, Tensor keys, Tensor values);

  /**
   * Keys and values of a sequence.
   *
   * @param keys (kvHeads, past + length, headDim)
   * @param values the same
   */
  record KeyValues(Tensor keys, Tensor values) {}

  /** Nothing came before: a segment sees its own tokens alone. */
  KeyValueMemory NONE = (layer, segment, keys, values) -> new KeyValues(keys, values);
}
