package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;

/**
 * What every method is told about its steps.
 *
 * @param epochs times that the whole training file is gone through, 1 to 50
 * @param batchSize examples of one step, 1 to 256
 * @param learningRateMultiplier of the base rate of method and model, above 0
 */
public record Hyperparameters(
    @JsonProperty("n_epochs") AutoOr<Integer> epochs,
    @JsonProperty("batch_size") AutoOr<Integer> batchSize,
    @JsonProperty("learning_rate_multiplier") AutoOr<Double> learningRateMultiplier) {

  /** The platform picks all of them. */
  public static final Hyperparameters AUTO =
      new Hyperparameters(AutoOr.auto(), AutoOr.auto(), AutoOr.auto());

  static Hyperparameters read(JsonField field) {
    return field.object(Hyperparameters::read);
  }

  static Hyperparameters read(JsonObject o) {
    return new Hyperparameters(
        HyperparameterReader.epochs(o),
        HyperparameterReader.batchSize(o),
        HyperparameterReader.learningRateMultiplier(o));
  }

  /** These, and {@code others} wherever these are {@code auto}. */
  Hyperparameters or(Hyperparameters others) {
    return new Hyperparameters(
        epochs.or(others.epochs),
        batchSize.or(others.batchSize),
        learningRateMultiplier.or(others.learningRateMultiplier));
  }
}
