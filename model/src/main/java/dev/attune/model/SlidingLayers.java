package dev.attune.model;

import dev.attune.model.layer.AttentionShape;

/**
 * Which layers of a Qwen model see only a window: those that {@code layer_types} calls so, or in
 * older configurations, with {@code use_sliding_window}, those from {@code max_window_layers} on.
 */
public final class SlidingLayers {
  private SlidingLayers() {}

  /** How many tokens a query of {@code layer} sees. */
  public static int window(ConfigJson config, int layer) {
    return slides(config, layer)
        ? config.size("sliding_window", AttentionShape.UNBOUNDED)
        : AttentionShape.UNBOUNDED;
  }

  private static boolean slides(ConfigJson config, int layer) {
    if (!config.flag("use_sliding_window", false)) {
      return false;
    }
    return config
        .stringAt("layer_types", layer)
        .map("sliding_attention"::equals)
        .orElseGet(() -> layer >= config.optionalInteger("max_window_layers").orElse(0));
  }
}
