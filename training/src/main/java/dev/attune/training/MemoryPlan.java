package dev.attune.training;

import dev.attune.model.layer.Footprint;

/**
 * How a training goes about its memory. The size of micro-batches is part of its results, since it
 * decides the order of sums; whether layers are computed again is not.
 *
 * @param microBatchTokens no micro-batch has more, unless its only example has
 * @param recomputes whether layers do their forward pass again on the way back, instead of keeping
 *     what it needs
 * @param workspace what each slice has ready from the beginning; more is taken where it is needed
 */
public record MemoryPlan(int microBatchTokens, boolean recomputes, Footprint workspace) {
  /** Large enough that products run at full speed. */
  public static final int USUAL_TOKENS = 1024;

  /** The fastest way, with memory taken as it is needed. */
  public static final MemoryPlan USUAL = new MemoryPlan(USUAL_TOKENS, false, Footprint.NONE);
}
