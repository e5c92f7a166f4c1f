package dev.attune.wire.finetuning;

import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.NumberRange;

/** The hyperparameters that several methods share; each is {@code auto} where it is absent. */
final class HyperparameterReader {
  private HyperparameterReader() {}

  static AutoOr<Integer> epochs(JsonObject o) {
    return integer(o, "n_epochs", 50);
  }

  static AutoOr<Integer> batchSize(JsonObject o) {
    return integer(o, "batch_size", 256);
  }

  static AutoOr<Double> learningRateMultiplier(JsonObject o) {
    return number(o, "learning_rate_multiplier", NumberRange.above(0));
  }

  static AutoOr<Integer> integer(JsonObject o, String name, int max) {
    return o.optional(name)
        .map(f -> AutoOr.read(f, "an integer", it -> it.integer(1, max)))
        .orElse(AutoOr.auto());
  }

  static AutoOr<Double> number(JsonObject o, String name, NumberRange range) {
    return o.optional(name)
        .map(f -> AutoOr.read(f, "a decimal", it -> it.number(range)))
        .orElse(AutoOr.auto());
  }
}
