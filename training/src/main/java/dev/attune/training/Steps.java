package dev.attune.training;

import dev.attune.data.example.ExampleOrder;
import java.util.Arrays;

/**
 * Which examples each step sees, by number: all of them once an epoch, in an order that the seed
 * and the epoch determine, so that a step's number says everything about its data.
 */
public final class Steps {
  private final int examples;
  private final int nEpochs;
  private final int batchSize;
  private final long seed;
  private int orderedEpoch;
  private int[] order = {};

  public Steps(int examples, int nEpochs, int batchSize, long seed) {
    this.examples = examples;
    this.nEpochs = nEpochs;
    this.batchSize = batchSize;
    this.seed = seed;
  }

  public int perEpoch() {
    return Math.ceilDiv(examples, batchSize);
  }

  public int total() {
    return nEpochs * perEpoch();
  }

  /** The epoch of a step; both count from 1. */
  public int epochOf(int step) {
    return (step - 1) / perEpoch() + 1;
  }

  public boolean endsEpoch(int step) {
    return step % perEpoch() == 0;
  }

  /** The examples of a step; an epoch's last step may have fewer than the others. */
  public int[] examplesOf(int step) {
    if (orderedEpoch != epochOf(step)) {
      orderedEpoch = epochOf(step);
      order = ExampleOrder.of(examples, seed, orderedEpoch);
    }
    int start = (step - 1) % perEpoch() * batchSize;
    return Arrays.copyOfRange(order, start, Math.min(start + batchSize, examples));
  }
}
