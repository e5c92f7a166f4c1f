package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.attune.wire.json.JsonField;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How the examples of a job teach. */
public sealed interface Method {

  /** What all methods have. */
  Hyperparameters hyperparameters();

  /** The same method with other numbers. */
  Method with(Hyperparameters hyperparameters);

  /** The model learns to say what the assistant of each example says. */
  record Supervised(Hyperparameters hyperparameters) implements Method {
    @Override
    public Method with(Hyperparameters others) {
      return new Supervised(others);
    }
  }

  /**
   * The model learns to prefer one answer to another (https://arxiv.org/abs/2305.18290).
   *
   * @param beta how strongly it is held to the model it starts from, above 0 to 2
   */
  record Dpo(Hyperparameters hyperparameters, AutoOr<Double> beta) implements Method {
    @Override
    public Method with(Hyperparameters others) {
      return new Dpo(others, beta);
    }
  }

  /**
   * The model learns what a grader rewards.
   *
   * @param grader as it was sent
   * @param responseFormat as it was sent, or null
   */
  record Reinforcement(
      Hyperparameters hyperparameters,
      Exploration exploration,
      JsonNode grader,
      @Nullable JsonNode responseFormat)
      implements Method {
    @Override
    public Method with(Hyperparameters others) {
      return new Reinforcement(others, exploration, grader, responseFormat);
    }
  }

  /** As it stands on the wire. */
  @JsonValue
  default MethodJson json() {
    return MethodJson.of(this);
  }

  /** Reads a method strictly; what is said of the other methods is let be. */
  static Method read(JsonField field) {
    return field.object(MethodReader::method);
  }
}
