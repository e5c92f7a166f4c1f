package dev.attune.training;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whoever runs a training: it is told of every step and decides what follows. */
public interface TrainingListener {
  /** A step is done, with its evaluations. */
  void stepDone(StepResult result);

  /** What the training does now, asked after every step. */
  Wish wish(int step);

  /**
   * Saves a checkpoint.
   *
   * @param endOfEpoch the epoch that ends with {@code step}, or null
   */
  void save(int step, @Nullable Integer endOfEpoch, CheckpointContent content);

  /** What follows a step. */
  enum Wish {
    GO_ON,
    SAVE,
    SAVE_AND_STOP
  }

  /** Writes a checkpoint's files into an empty folder. */
  @FunctionalInterface
  interface CheckpointContent {
    void writeTo(Path folder) throws IOException;
  }

  /**
   * One optimizer step.
   *
   * @param step counted from 1, as is {@code epoch}
   * @param train over the step's examples, before the update
   * @param valid over a few validation examples; null when not measured at this step
   * @param fullValid over all of them; null unless the step ends an epoch
   * @param gradNorm 2-norm of the gradients before clipping
   * @param tokens of the step's examples
   * @param seconds from the end of the step before to the end of this one
   */
  record StepResult(
      int step,
      int epoch,
      LossSum train,
      @Nullable LossSum valid,
      @Nullable LossSum fullValid,
      double learningRate,
      double gradNorm,
      long tokens,
      double seconds) {}
}
