package dev.attune.training;

import dev.attune.data.example.EncodedExample;
import dev.attune.data.example.ExampleOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Which examples each step sees: all of them once an epoch, in an order that the seed and the epoch
 * determine, so that a step's number says everything about its data.
 */
public final class TrainingPlan {
  private final List<EncodedExample> examples;
  private final int nEpochs;
  private final int batchSize;
  private final long seed;

  public TrainingPlan(List<EncodedExample> examples, int nEpochs, int batchSize, long seed) {
    this.examples = List.copyOf(examples);
    this.nEpochs = nEpochs;
    this.batchSize = batchSize;
    this.seed = seed;
  }

  public int stepsPerEpoch() {
    return Math.ceilDiv(examples.size(), batchSize);
  }

  public int totalSteps() {
    return nEpochs * stepsPerEpoch();
  }

  /** The epoch of a step; both count from 1. */
  public int epochOf(int step) {
    return (step - 1) / stepsPerEpoch() + 1;
  }

  public boolean endsEpoch(int step) {
    return step % stepsPerEpoch() == 0;
  }

  /** The examples of a step; an epoch's last step may have fewer than the others. */
  public List<EncodedExample> examplesOf(int step) {
    int[] order = ExampleOrder.of(examples.size(), seed, epochOf(step));
    int start = (step - 1) % stepsPerEpoch() * batchSize;
    List<EncodedExample> batch = new ArrayList<>();
    for (int i = start; i < Math.min(start + batchSize, order.length); i++) {
      batch.add(examples.get(order[i]));
    }
    return batch;
  }

  /** Tokens of all examples, once. */
  public long tokensPerEpoch() {
    return examples.stream().mapToLong(example -> example.tokenIds().length).sum();
  }
}
