package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.NumberRange;
import dev.attune.wire.json.WireName;

/**
 * What only reinforcement is told.
 *
 * @param computeMultiplier of the work spent on looking for answers, above 0.00001 to 10
 * @param evalInterval steps between evaluations, from 1
 * @param evalSamples answers looked at in an evaluation, from 1
 */
public record Exploration(
    @JsonProperty("reasoning_effort") ReasoningEffort reasoningEffort,
    @JsonProperty("compute_multiplier") AutoOr<Double> computeMultiplier,
    @JsonProperty("eval_interval") AutoOr<Integer> evalInterval,
    @JsonProperty("eval_samples") AutoOr<Integer> evalSamples) {

  /** The platform picks all of it. */
  public static final Exploration AUTO =
      new Exploration(ReasoningEffort.DEFAULT, AutoOr.auto(), AutoOr.auto(), AutoOr.auto());

  /** How long the model may think. */
  public enum ReasoningEffort implements WireName {
    DEFAULT,
    LOW,
    MEDIUM,
    HIGH
  }

  static Exploration read(JsonObject o) {
    return new Exploration(
        o.optional("reasoning_effort")
            .map(f -> f.oneOf(ReasoningEffort.values()))
            .orElse(ReasoningEffort.DEFAULT),
        HyperparameterReader.number(o, "compute_multiplier", NumberRange.aboveUpTo(0.00001, 10)),
        HyperparameterReader.integer(o, "eval_interval", Integer.MAX_VALUE),
        HyperparameterReader.integer(o, "eval_samples", Integer.MAX_VALUE));
  }
}
