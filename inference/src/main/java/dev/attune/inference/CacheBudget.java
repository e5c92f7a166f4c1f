package dev.attune.inference;

import dev.attune.model.decoder.ModelShape;

/**
 * Memory for the keys and values of all sequences together. One sequence alone may have more than
 * there is, since it could never run otherwise.
 */
final class CacheBudget {
  private final ModelShape shape;
  private final long mostBytes;
  private long heldBytes;

  CacheBudget(ModelShape shape, long mostBytes) {
    this.shape = shape;
    this.mostBytes = mostBytes;
  }

  /** Whether the sequence may have more room now. */
  boolean allows(Sequence sequence) {
    long others = heldBytes - bytes(sequence.room());
    return others == 0 || others + bytes(sequence.nextRoom()) <= mostBytes;
  }

  /**
   * Gives the sequence more room.
   *
   * @throws IllegalStateException when it is not allowed
   */
  void grow(Sequence sequence) {
    if (!allows(sequence)) {
      throw new IllegalStateException("There is no memory for more keys and values");
    }
    long before = sequence.room();
    sequence.grow(shape);
    heldBytes += bytes(sequence.room()) - bytes(before);
  }

  /** Takes the sequence's memory back. */
  void release(Sequence sequence) {
    heldBytes -= bytes(sequence.room());
    sequence.close();
  }

  private long bytes(long tokens) {
    return SequenceCache.bytes(shape, tokens);
  }
}
