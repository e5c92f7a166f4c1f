package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The shape of a {@link Method}: its settings stand under the name of its type. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MethodJson(
    @JsonProperty("type") MethodType type,
    @JsonProperty("supervised") @Nullable Settings supervised,
    @JsonProperty("dpo") @Nullable Settings dpo,
    @JsonProperty("reinforcement") @Nullable Settings reinforcement) {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Settings(
      @JsonProperty("grader") @Nullable JsonNode grader,
      @JsonProperty("response_format") @Nullable JsonNode responseFormat,
      @JsonProperty("hyperparameters") Numbers hyperparameters) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Numbers(
      @JsonUnwrapped @Nullable Hyperparameters shared,
      @JsonProperty("beta") @Nullable AutoOr<Double> beta,
      @JsonUnwrapped @Nullable Exploration exploration) {}

  /** What stands under the job's own {@code hyperparameters}: nothing unless it is supervised. */
  static Numbers ofJob(Method method) {
    return switch (method) {
      case Method.Supervised(var shared) -> new Numbers(shared, null, null);
      case Method.Dpo _, Method.Reinforcement _ -> new Numbers(null, null, null);
    };
  }

  static MethodJson of(Method method) {
    return switch (method) {
      case Method.Supervised(var shared) ->
          new MethodJson(
              MethodType.SUPERVISED, settings(new Numbers(shared, null, null)), null, null);
      case Method.Dpo(var shared, var beta) ->
          new MethodJson(MethodType.DPO, null, settings(new Numbers(shared, beta, null)), null);
      case Method.Reinforcement(var shared, var exploration, var grader, var responseFormat) ->
          new MethodJson(
              MethodType.REINFORCEMENT,
              null,
              null,
              new Settings(grader, responseFormat, new Numbers(shared, null, exploration)));
    };
  }

  private static Settings settings(Numbers numbers) {
    return new Settings(null, null, numbers);
  }
}
