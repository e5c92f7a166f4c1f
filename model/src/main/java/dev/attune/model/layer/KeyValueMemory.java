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

  /** Whether there is anything beside a segment's own tokens. */
  default boolean remembers() {
    return true;
  }

  /** Nothing came before: a segment sees its own tokens alone. */
  KeyValueMemory NONE =
      new KeyValueMemory() {
        @Override
        public KeyValues extend(int layer, int segment, Tensor keys, Tensor values) {
          return new KeyValues(keys, values);
        }

        @Override
        public boolean remembers() {
          return false;
        }
      };
}
