package dev.attune.wire.finetuning;

import dev.attune.wire.grader.GraderShape;
import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.NumberRange;
import java.util.Optional;

/** Reads the settings of the one method that its type names. */
final class MethodReader {
  private MethodReader() {}

  static Method method(JsonObject o) {
    // Official clients send the settings of all three at once.
    o.ignore("supervised", "dpo", "reinforcement");
    return switch (o.required("type").oneOf(MethodType.values())) {
      case SUPERVISED ->
          o.optional("supervised")
              .map(f -> f.object(MethodReader::supervised))
              .orElse(new Method.Supervised(Hyperparameters.AUTO));
      case DPO ->
          o.optional("dpo")
              .map(f -> f.object(MethodReader::dpo))
              .orElse(new Method.Dpo(Hyperparameters.AUTO, AutoOr.auto()));
      case REINFORCEMENT -> o.required("reinforcement").object(MethodReader::reinforcement);
    };
  }

  private static Method supervised(JsonObject o) {
    return new Method.Supervised(
        o.optional("hyperparameters").map(Hyperparameters::read).orElse(Hyperparameters.AUTO));
  }

  private static Method dpo(JsonObject o) {
    return o.optional("hyperparameters")
        .map(f -> f.object(MethodReader::dpoNumbers))
        .orElse(new Method.Dpo(Hyperparameters.AUTO, AutoOr.auto()));
  }

  private static Method dpoNumbers(JsonObject o) {
    return new Method.Dpo(
        Hyperparameters.read(o),
        HyperparameterReader.number(o, "beta", NumberRange.aboveUpTo(0, 2)));
  }

  private static Method reinforcement(JsonObject o) {
    Optional<Numbers> numbers = o.optional("hyperparameters").map(f -> f.object(Numbers::read));
    return new Method.Reinforcement(
        numbers.map(Numbers::shared).orElse(Hyperparameters.AUTO),
        numbers.map(Numbers::own).orElse(Exploration.AUTO),
        GraderShape.read(o.required("grader")),
        o.optional("response_format").map(JsonField::objectNode).orElse(null));
  }

  private record Numbers(Hyperparameters shared, Exploration own) {
    static Numbers read(JsonObject o) {
      return new Numbers(Hyperparameters.read(o), Exploration.read(o));
    }
  }
}
