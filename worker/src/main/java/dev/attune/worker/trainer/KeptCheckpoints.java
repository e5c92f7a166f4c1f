package dev.attune.worker.trainer;

import dev.attune.protocol.Checkpoints;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which checkpoints stay on disk: those of the last epochs, which people may use as models, and the newest ones, so that a
 * damaged one costs little.
 *
 * @param stepsPerEpoch tells which checkpoints end an epoch
 */
record KeptCheckpoints(int stepsPerEpoch) {
  private static final int EPOCHS = 3;
  private static final int NEWEST = 2;

  /** Deletes the others. */
  void prune(Checkpoints checkpoints) {
    List<Integer> steps = checkpoints.steps();
    Set<Integer> keep = new HashSet<>(last(steps, NEWEST));
    keep.addAll(last(steps.stream().filter(step -> step % stepsPerEpoch == 0).toList(), EPOCHS));
    steps.stream().filter(step -> !keep.contains(step)).forEach(checkpoints::delete);
  }

  private static List<Integer> last(List<Integer> steps, int count) {
    return steps.subList(Math.max(0, steps.size() - count), steps.size());
  }
}
