package dev.attune.wire.chat;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.NumberRange;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are picked.
 *
 * @param temperature 0 to 2; 0 always takes the likeliest token
 * @param topP share of the probability mass that is looked at, 0 to 1
 * @param seed null when the sampler picks one
 * @param frequencyPenalty -2 to 2
 * @param presencePenalty -2 to 2
 * @param logitBias token id to bias, -100 to 100
 */
public record Sampling(
    double temperature,
    double topP,
    @Nullable Long seed,
    double frequencyPenalty,
    double presencePenalty,
    Map<Integer, Integer> logitBias) {
  private static final NumberRange PENALTY = NumberRange.between(-2, 2);
  private static final int MOST_BIASES = 1_024;
  private static final Pattern TOKEN_ID = Pattern.compile("[0-9]{1,9}");

  public Sampling {
    logitBias = Map.copyOf(logitBias);
  }

  static Sampling read(JsonObject o) {
    return new Sampling(
        number(o, "temperature", NumberRange.between(0, 2), 1),
        number(o, "top_p", NumberRange.between(0, 1), 1),
        o.optional("seed").map(f -> f.integer(Long.MIN_VALUE, Long.MAX_VALUE)).orElse(null),
        number(o, "frequency_penalty", PENALTY, 0),
        number(o, "presence_penalty", PENALTY, 0),
        o.optional("logit_bias").map(Sampling::biases).orElse(Map.of()));
  }

  private static double number(JsonObject o, String name, NumberRange range, double usual) {
    return o.optional(name).map(f -> f.number(range)).orElse(usual);
  }

  private static Map<Integer, Integer> biases(JsonField field) {
    Map<Integer, Integer> biases = new HashMap<>();
    field
        .map(MOST_BIASES, 20, bias -> bias.integer(-100, 100))
        .forEach((token, bias) -> biases.put(tokenId(token, field), bias));
    return biases;
  }

  private static int tokenId(String key, JsonField field) {
    if (!TOKEN_ID.matcher(key).matches()) {
      throw field.invalid("the key '%s' is no token id".formatted(key));
    }
    return Integer.parseInt(key);
  }
}
