package dev.attune.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The lengths of a training's examples in tokens, and how they come together in micro-batches.
 *
 * @param training of each training example, in the file's order
 * @param heldOut of each validation example
 */
public record Lengths(List<Integer> training, List<Integer> heldOut, Steps steps, boolean packing) {
  public Lengths {
    training = List.copyOf(training);
    heldOut = List.copyOf(heldOut);
  }

  /** Tokens of all examples, once. */
  public long tokens() {
    return trainingTokens() + heldOut.stream().mapToLong(Integer::intValue).sum();
  }

  /** Tokens of the training examples, once. */
  public long trainingTokens() {
    return training.stream().mapToLong(Integer::intValue).sum();
  }

  /** The longest example of all. */
  long longest() {
    return Math.max(
        training.stream().mapToInt(Integer::intValue).max().orElse(0),
        heldOut.stream().mapToInt(Integer::intValue).max().orElse(0));
  }

  /** Tokens of the largest micro-batch that any step has. */
  long mostTokens(int microBatchTokens, int slices) {
    Slices division = new Slices(microBatchTokens, packing);
    return IntStream.rangeClosed(1, steps.total())
        .mapToObj(step -> Arrays.stream(steps.examplesOf(step)).map(training::get).toArray())
        .mapToLong(step -> most(division.divide(step, slices), step))
        .max()
        .orElse(0);
  }

  /** The same of the validation examples, all at once. */
  long mostHeldOutTokens(int microBatchTokens, int slices) {
    int[] all = heldOut.stream().mapToInt(Integer::intValue).toArray();
    return most(new Slices(microBatchTokens, packing).divide(all, slices), all);
  }

  private static long most(List<List<List<Integer>>> slices, int[] lengths) {
    return slices.stream()
        .flatMap(List::stream)
        .mapToLong(batch -> batch.stream().mapToLong(example -> lengths[example]).sum())
        .max()
        .orElse(0);
  }
}
