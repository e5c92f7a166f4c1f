package dev.attune.model;

import dev.attune.model.layer.RotaryEmbedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a family's positions turn into angles. Published configurations spell it in two ways: {@code
 * rope_theta} with {@code rope_scaling}, and the newer {@code rope_parameters}.
 *
 * <p>Types, as transformers' {@code modeling_rope_utils} defines them: {@code default}, {@code
 * linear} (all frequencies divided by a factor) and {@code llama3} (the slow ones divided, the fast
 * ones kept, a smooth passage between).
 */
public final class RopeConfig {
  private static final double DEFAULT_THETA = 10_000;

  private RopeConfig() {}

  /** The rotation of heads of {@code headDim} features that {@code config} asks for. */
  public static RotaryEmbedding rotary(ConfigJson config, int headDim) {
    return new RotaryEmbedding(frequencies(config, headDim));
  }

  /** Radians a position of each pair of features. */
  static List<Float> frequencies(ConfigJson config, int headDim) {
    Optional<ConfigJson> scaling =
        config.object("rope_parameters").or(() -> config.object("rope_scaling"));
    double theta =
        config
            .object("rope_parameters")
            .flatMap(rope -> rope.optionalNumber("rope_theta"))
            .orElseGet(() -> config.number("rope_theta", DEFAULT_THETA));
    List<Float> plain = frequencies(theta, headDim);
    return scaling.map(rope -> scaled(rope, plain)).orElse(plain);
  }

  /** θ^(−2i/headDim), in F32 as the reference computes it. */
  private static List<Float> frequencies(double theta, int headDim) {
    List<Float> frequencies = new ArrayList<>();
    for (int i = 0; i < headDim; i += 2) {
      float exponent = (float) i / headDim;
      frequencies.add(1 / (float) Math.pow(theta, exponent));
    }
    return frequencies;
  }

  private static List<Float> scaled(ConfigJson rope, List<Float> plain) {
    String type = rope.string("rope_type").or(() -> rope.string("type")).orElse("default");
    return switch (type) {
      case "default" -> plain;
      case "linear" -> linear(plain, factor(rope));
      case "llama3" -> llama3(rope, plain);
      default ->
          throw new ModelException(
              "config.json has the rope type '%s', which is not supported; default, linear and llama3 are."
                  .formatted(type));
    };
  }

  private static List<Float> linear(List<Float> plain, double factor) {
    return plain.stream().map(frequency -> (float) (frequency / factor)).toList();
  }

  private static List<Float> llama3(ConfigJson rope, List<Float> plain) {
    double factor = factor(rope);
    double low = rope.number("low_freq_factor", 1);
    double high = rope.number("high_freq_factor", 4);
    double original = rope.integer("original_max_position_embeddings");
    return plain.stream()
        .map(frequency -> {
          double wavelength = 2 * Math.PI / frequency;
          double smooth = (original / wavelength - low) / (high - low);
          double kept = Math.clamp(smooth, 0, 1);
          return (float) ((1 - kept) * frequency / factor + kept * frequency);
        })
        .toList();
  }

  private static double factor(ConfigJson rope) {
    return rope.optionalNumber("factor")
        .orElseThrow(() -> new ModelException("config.json lacks the factor of its rope scaling."));
  }
}
