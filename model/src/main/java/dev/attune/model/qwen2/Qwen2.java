package dev.attune.model.qwen2;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.decoder.LayerTypes;
import dev.attune.model.layer.Activation;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;

/** {@code model_type} qwen2. */
public final class Qwen2 {
  private static final String DEFAULTS =
      """
      {"num_key_value_heads": 32, "sliding_window": 4096, "max_window_layers": 28}
      """;

  private Qwen2() {}

  public static CausalLm build(ConfigJson published) {
    ConfigJson config = published.withDefaults(DEFAULTS);
    Decoder decoder = Decoder.of(config);
    LayerTypes types = LayerTypes.qwen(config);
    RotaryEmbedding rotary = decoder.rotary();
    Activation activation = decoder.activation("hidden_act");
    return decoder.build(
        rotary,
        (layer, index) -> {
          AttentionShape attention = decoder.attention(types.window(index));
          return decoder.preNormLayer(
              layer,
              decoder.selfAttention(
                  layer, new SelfAttention.Design(index, attention, rotary, true, false, null)),
              decoder.gatedMlp(layer, activation, false));
        });
  }
}
