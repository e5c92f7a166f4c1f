package dev.attune.inference;

import dev.attune.model.decoder.ModelShape;

/**
 * Memory for the keys and values of all sequences together. One sequence alone may have more than
 * there is, since it could never run otherwise. What ended sequences leave behind may lie in a
 * quarter of it, and makes room for those that run.
 */
final class CacheBudget {
  private static final int KEPT_SHARE = 4;

  private final ModelShape shape;
  private final KeptMemories kept;
  private final long mostTokens;
  private long runningTokens;

  CacheBudget(ModelShape shape, KeptMemories kept, long mostBytes) {
    this.shape = shape;
    this.kept = kept;
    this.mostTokens = mostBytes / SequenceCache.bytes(shape, 1);
  }

  /** Whether a sequence may have more room now. */
  boolean allows(TokenMemory memory) {
    long others = runningTokens - memory.room();
    return others == 0 || others + memory.nextRoom() <= mostTokens;
  }

  /**
   * Gives a sequence more room.
   *
   * @throws IllegalStateException when it is not allowed
   */
  void grow(TokenMemory memory) {
    if (!allows(memory)) {
      throw new IllegalStateException("There is no memory for more keys and values");
    }
    int before = memory.room();
    kept.shrinkTo(mostTokens - runningTokens - (memory.nextRoom() - before));
    memory.grow(shape);
    runningTokens += memory.room() - before;
  }

  /** Takes an ended sequence's memory back and keeps what it knows for a while. */
  void release(TokenMemory memory) {
    runningTokens -= memory.room();
    kept.keep(memory);
    kept.shrinkTo(Math.min(mostTokens / KEPT_SHARE, mostTokens - runningTokens));
  }

  /** Takes a sequence's memory back for others. */
  void drop(TokenMemory memory) {
    runningTokens -= memory.room();
    memory.close();
  }
}
