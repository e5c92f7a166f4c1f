package dev.attune.training;

import dev.attune.data.example.EncodedItem;
import java.util.Arrays;
import java.util.List;

/** The examples of a training and {@linkplain Steps which step} sees which. */
public final class TrainingPlan {
  private final List<EncodedItem> examples;
  private final Steps steps;

  public TrainingPlan(List<? extends EncodedItem> examples, int nEpochs, int batchSize, long seed) {
    this.examples = List.copyOf(examples);
    this.steps = new Steps(examples.size(), nEpochs, batchSize, seed);
  }

  public int stepsPerEpoch() {
    return steps.perEpoch();
  }

  public int totalSteps() {
    return steps.total();
  }

  /** The epoch of a step; both count from 1. */
  public int epochOf(int step) {
    return steps.epochOf(step);
  }

  public boolean endsEpoch(int step) {
    return steps.endsEpoch(step);
  }

  /** The examples of a step; an epoch's last step may have fewer than the others. */
  public List<EncodedItem> examplesOf(int step) {
    return Arrays.stream(steps.examplesOf(step)).mapToObj(examples::get).toList();
  }

  /** Tokens of all examples, once. */
  public long tokensPerEpoch() {
    return examples.stream().mapToLong(EncodedItem::tokens).sum();
  }
}
