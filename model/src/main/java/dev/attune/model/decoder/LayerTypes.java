package dev.attune.model.decoder;

import dev.attune.model.layer.AttentionShape;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Which layers see only a window of the last tokens: those that {@code layer_types} calls so, or
 * where a configuration does not have it, those that the family's own rule names.
 */
public final class LayerTypes {
  private static final String FIELD = "layer_types";
  private static final String SLIDING = "sliding_attention";
  private static final List<String> KNOWN = List.of(SLIDING, "full_attention");

  private final ConfigJson config;
  private final IntPredicate slides;

  private LayerTypes(ConfigJson config, IntPredicate slides) {
    this.config = config;
    this.slides = slides;
  }

  /**
   * The layers of {@code config}.
   *
   * @param otherwise the family's own rule, by layer from 0
   */
  public static LayerTypes of(ConfigJson config, IntPredicate otherwise) {
    return config
        .strings(FIELD, config.size("num_hidden_layers"))
        .map(types -> new LayerTypes(config, checked(types)))
        .orElseGet(() -> new LayerTypes(config, otherwise));
  }

  /** Qwen's rule: with {@code use_sliding_window}, layers from {@code max_window_layers} on. */
  public static LayerTypes qwen(ConfigJson config) {
    int first = config.integer("max_window_layers");
    return config.flag("use_sliding_window", false)
            && config.optionalInteger("sliding_window").isPresent()
        ? of(config, layer -> layer >= first)
        : new LayerTypes(config, _ -> false);
  }

  /** Whether a layer sees only a window. */
  public boolean slides(int layer) {
    return slides.test(layer);
  }

  /** How many tokens a query of {@code layer} sees. */
  public int window(int layer) {
    return slides(layer) ? config.size("sliding_window") : AttentionShape.UNBOUNDED;
  }

  private static IntPredicate checked(List<String> types) {
    if (!KNOWN.containsAll(types)) {
      throw new ModelException(
          "config.json has %s %s; only %s are supported."
              .formatted(FIELD, types, String.join(" and ", KNOWN)));
    }
    return layer -> types.get(layer).equals(SLIDING);
  }
}
