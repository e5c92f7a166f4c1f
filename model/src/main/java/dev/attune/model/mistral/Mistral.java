package dev.attune.model.mistral;

import dev.attune.model.CausalLm;
import dev.attune.model.ConfigJson;
import dev.attune.model.Decoder;
import dev.attune.model.ModelShape;
import dev.attune.model.RopeConfig;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;

/** {@code model_type} mistral. */
public final class Mistral {
  private static final int DEFAULT_WINDOW = 4096;

  private Mistral() {}

  public static CausalLm build(ConfigJson config) {
    ModelShape shape = Decoder.shape(config);
    RotaryEmbedding rotary = RopeConfig.rotary(config, shape.headDim());
    AttentionShape attention =
        AttentionShape.of(
            config.size("num_attention_heads"),
            shape.numKeyValueHeads(),
            shape.headDim(),
            window(config));
    return Decoder.build(
        config,
        false,
        layer -> new SelfAttention.Design(layer, attention, rotary, false, false, null));
  }

  /**
   * Null means that all is seen; a configuration that does not mention it means the family's own
   * window.
   */
  private static int window(ConfigJson config) {
    int silent = config.states("sliding_window") ? AttentionShape.UNBOUNDED : DEFAULT_WINDOW;
    return config.size("sliding_window", silent);
  }
}
