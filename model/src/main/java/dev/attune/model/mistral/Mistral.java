package dev.attune.model.mistral;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.layer.Activation;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;

/** {@code model_type} mistral. */
public final class Mistral {
  private static final String DEFAULTS =
      """
      {"num_key_value_heads": 8, "sliding_window": 4096}
      """;

  private Mistral() {}

  public static CausalLm build(ConfigJson published) {
    ConfigJson config = published.withDefaults(DEFAULTS);
    Decoder decoder = Decoder.of(config);
    RotaryEmbedding rotary = decoder.rotary();
    AttentionShape attention =
        decoder.attention(config.size("sliding_window", AttentionShape.UNBOUNDED));
    Activation activation = decoder.activation("hidden_act");
    return decoder.build(
        rotary,
        (layer, index) ->
            decoder.preNormLayer(
                layer,
                decoder.selfAttention(
                    layer, new SelfAttention.Design(index, attention, rotary, false, false, null)),
                decoder.gatedMlp(layer, activation, false)));
  }
}
