package dev.attune.model.gemma3;

import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.RopeConfig;
import dev.attune.model.layer.RotaryEmbedding;

/**
 * The rotations of layers that see all and of those that slide. Older configurations have {@code
 * rope_theta} and {@code rope_scaling} for the first and {@code rope_local_base_freq} for the
 * second; newer ones {@code rope_parameters} with an object for each.
 */
final class Gemma3Rope {
  private static final double GLOBAL_THETA = 1_000_000;
  private static final double LOCAL_THETA = 10_000;
  private static final ConfigJson PLAIN = ConfigJson.parse("{\"rope_type\": \"default\"}");

  private Gemma3Rope() {}

  static RotaryEmbedding global(ConfigJson config, int headDim) {
    ConfigJson own = parameters(config, "full_attention");
    ConfigJson rope = config.object("rope_scaling").map(each -> each.withDefaults(own)).orElse(own);
    double theta = config.number("rope_theta", GLOBAL_THETA);
    return new RopeConfig(config, rope, rope.number("rope_theta", theta), headDim).rotary();
  }

  static RotaryEmbedding local(ConfigJson config, int headDim) {
    ConfigJson rope = parameters(config, "sliding_attention");
    double theta = config.number("rope_local_base_freq", LOCAL_THETA);
    return new RopeConfig(config, rope, rope.number("rope_theta", theta), headDim).rotary();
  }

  private static ConfigJson parameters(ConfigJson config, String layerType) {
    return config.object("rope_parameters").flatMap(each -> each.object(layerType)).orElse(PLAIN);
  }
}
