package dev.attune.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** One thing that a trainer has to say while it runs. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Report.Started.class, name = "started"),
  @JsonSubTypes.Type(value = Report.StepDone.class, name = "step"),
  @JsonSubTypes.Type(value = Report.CheckpointSaved.class, name = "checkpoint"),
  @JsonSubTypes.Type(value = Report.Message.class, name = "message")
})
public sealed interface Report {

  /**
   * The model is loaded and training begins or goes on.
   *
   * @param resumedFromStep the step of the checkpoint it continues from; 0 for a fresh start
   * @param parameters numbers in the model, and {@code trainableParameters} of them that move
   * @param trainedTokensPerEpoch tokens of the rendered training examples
   */
  record Started(
      int totalSteps,
      int resumedFromStep,
      long parameters,
      long trainableParameters,
      long trainedTokensPerEpoch,
      String device)
      implements Report {}

  /**
   * One optimizer step is done.
   *
   * @param step counted from 1
   * @param epoch the epoch this step belongs to, counted from 1
   * @param train over the examples of this step, before the update
   * @param valid over a small part of the validation file; null when not measured at this step
   * @param fullValid over the whole validation file; null unless this step ends an epoch
   * @param gradNorm 2-norm of the gradients before clipping
   * @param seconds from the end of the previous step to the end of this one, evaluation included
   * @param memoryBytes of this machine's memory that the trainer's process takes; null where the
   *     system does not say
   */
  record StepDone(
      int step,
      int epoch,
      Metrics train,
      @Nullable Metrics valid,
      @Nullable Metrics fullValid,
      double learningRate,
      double gradNorm,
      long tokens,
      double seconds,
      @Nullable Long memoryBytes)
      implements Report {}

  /**
   * What one pass over examples measured.
   *
   * @param loss mean over the tokens that carry loss, or over pairs, in nats
   * @param meanTokenAccuracy share of those tokens that the model ranks first, or of pairs in whose
   *     chosen answer it gained more
   * @param rewards of pairs; null where tokens are learnt
   */
  record Metrics(double loss, double meanTokenAccuracy, @Nullable Rewards rewards) {}

  /**
   * Means over pairs of answers.
   *
   * @param margin β times what ln p of the chosen answer gained over the model that training
   *     started from, more than that of the rejected one
   * @param chosenLogp ln p of the chosen answers
   * @param rejectedLogp ln p of the rejected answers
   */
  record Rewards(double margin, double chosenLogp, double rejectedLogp) {}

  /**
   * A checkpoint is on disk, whole.
   *
   * @param step the last step it contains; its folder is {@link Checkpoints#folder}
   * @param endOfEpoch the epoch that ends with it; null for one that only guards against a crash
   */
  record CheckpointSaved(int step, @Nullable Integer endOfEpoch) implements Report {}

  /** Something a person should read. */
  record Message(Level level, String text) implements Report {}

  /** How much a {@link Message} matters. */
  enum Level {
    INFO,
    WARN
  }
}
