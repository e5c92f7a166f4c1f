package dev.attune.model.decoder;

import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.Rotation;
import dev.attune.model.rope.DynamicNtk;
import dev.attune.model.rope.Frequencies;
import dev.attune.model.rope.Llama3;
import dev.attune.model.rope.LongRope;
import dev.attune.model.rope.Yarn;
import java.util.List;

/**
 * How a family's positions turn into angles. Published configurations spell it in two ways: {@code
 * rope_theta} with {@code rope_scaling}, and the newer {@code rope_parameters}.
 *
 * @param config the whole configuration
 * @param rope the part of it that says how to stretch frequencies; empty for not at all
 * @param theta θ
 * @param features of a head that are rotated
 */
public record RopeConfig(ConfigJson config, ConfigJson rope, double theta, int features) {
  private static final double DEFAULT_THETA = 10_000;
  private static final ConfigJson NOTHING = ConfigJson.parse("{}");

  /** The rotation of {@code features} features of every head that {@code config} asks for. */
  public static RotaryEmbedding rotary(ConfigJson config, int features) {
    return of(config, features).rotary();
  }

  /** What {@code config} says of rotation; other spellings than these two are families' own. */
  public static RopeConfig of(ConfigJson config, int features) {
    ConfigJson rope =
        config
            .object("rope_scaling")
            .filter(scaling -> !scaling.isEmpty())
            .or(() -> config.object("rope_parameters"))
            .orElse(NOTHING);
    double theta =
        rope.optionalNumber("rope_theta")
            .orElseGet(() -> config.number("rope_theta", DEFAULT_THETA));
    return new RopeConfig(config, rope, theta, features);
  }

  /**
   * How frequencies are stretched; newer configurations say {@code rope_type}, older ones {@code
   * type}.
   */
  public String type() {
    return rope.string("rope_type").or(() -> rope.string("type")).orElse("default");
  }

  /** The rotation. */
  public RotaryEmbedding rotary() {
    return new RotaryEmbedding(rotation());
  }

  /** Radians a position of each pair of features, in short sequences. */
  public static List<Float> frequencies(ConfigJson config, int headDim) {
    return of(config, headDim).rotation().frequencies(1);
  }

  private Rotation rotation() {
    Frequencies plain = Frequencies.plain(theta, features);
    return switch (type()) {
      case "default" -> plain;
      case "linear" -> Frequencies.linear(plain.each(), factor());
      case "dynamic" ->
          new DynamicNtk(theta, features, factor(), config.size("max_position_embeddings"));
      case "llama3" -> llama3().stretch(plain.each());
      case "yarn" -> yarn();
      case "longrope", "su" -> longRope(plain.each());
      default ->
          throw new ModelException(
              "config.json has the rope type '%s', which is not supported; default, linear, dynamic, llama3, yarn and longrope are."
                  .formatted(type()));
    };
  }

  private Llama3 llama3() {
    return new Llama3(
        factor(),
        rope.number("low_freq_factor", 1),
        rope.number("high_freq_factor", 4),
        originalContext());
  }

  private Rotation yarn() {
    double factor = rope.optionalNumber("factor").orElseGet(this::contextRatio);
    Yarn yarn =
        new Yarn(
            theta,
            factor,
            originalContext(),
            rope.number("beta_fast", 32),
            rope.number("beta_slow", 1),
            rope.flag("truncate", true));
    double scale = rope.number("mscale", 0);
    double scaleAll = rope.number("mscale_all_dim", 0);
    double magnitude =
        scale != 0 && scaleAll != 0
            ? Yarn.magnitude(factor, scale) / Yarn.magnitude(factor, scaleAll)
            : Yarn.magnitude(factor, 1);
    return yarn.frequencies(features, rope.number("attention_factor", magnitude));
  }

  private Rotation longRope(List<Float> plain) {
    double factor = rope.optionalNumber("factor").orElseGet(this::contextRatio);
    return new LongRope(
        LongRope.divided(plain, factors("short_factor", plain.size())),
        LongRope.divided(plain, factors("long_factor", plain.size())),
        rope.number("attention_factor", LongRope.magnitude(factor, originalContext())),
        originalContext());
  }

  private List<Double> factors(String field, int pairs) {
    List<Double> factors = rope.numbers(field).orElse(List.of());
    if (factors.size() != pairs) {
      throw new ModelException(
          "config.json has %d numbers in %s, where %d belong, one for each rotated pair."
              .formatted(factors.size(), field, pairs));
    }
    return factors;
  }

  private double factor() {
    return rope.optionalNumber("factor")
        .orElseThrow(() -> new ModelException("config.json lacks the factor of its rope scaling."));
  }

  private double contextRatio() {
    return (double) config.size("max_position_embeddings") / originalContext();
  }

  /**
   * The context before it was stretched; where both say it, transformers believes the outer one.
   */
  private int originalContext() {
    String field = "original_max_position_embeddings";
    return config
        .optionalInteger(field)
        .or(() -> rope.optionalInteger(field))
        .orElseGet(() -> config.size("max_position_embeddings"));
  }
}
