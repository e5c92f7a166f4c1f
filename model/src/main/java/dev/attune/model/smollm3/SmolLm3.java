package dev.attune.model.smollm3;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.decoder.LayerTypes;
import dev.attune.model.layer.Activation;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;
import java.util.function.IntPredicate;

/** {@code model_type} smollm3. */
public final class SmolLm3 {
  private static final String DEFAULTS =
      """
      {"num_key_value_heads": 4, "rope_theta": 2000000.0, "tie_word_embeddings": true,
       "no_rope_layer_interval": 4}
      """;

  private SmolLm3() {}

  public static CausalLm build(ConfigJson published) {
    ConfigJson config = published.withDefaults(DEFAULTS);
    Decoder decoder = Decoder.of(config);
    IntPredicate rotates = rotates(config);
    LayerTypes types = LayerTypes.of(config, slides(config, rotates));
    RotaryEmbedding rotary = decoder.rotary();
    Activation activation = decoder.activation("hidden_act");
    boolean bias = config.flag("attention_bias", false);
    boolean mlpBias = config.flag("mlp_bias", false);
    return decoder.build(
        rotary,
        (layer, index) -> {
          AttentionShape attention = decoder.attention(types.window(index));
          RotaryEmbedding own = rotates.test(index) ? rotary : null;
          return decoder.preNormLayer(
              layer,
              decoder.selfAttention(
                  layer, new SelfAttention.Design(index, attention, own, bias, bias, null)),
              decoder.gatedMlp(layer, activation, mlpBias));
        });
  }

  /** Layers that are told positions: all but every fourth, unless the configuration says which. */
  private static IntPredicate rotates(ConfigJson config) {
    int interval = config.size("no_rope_layer_interval");
    return config
        .integers("no_rope_layers", config.size("num_hidden_layers"))
        .<IntPredicate>map(marks -> layer -> marks.get(layer) != 0)
        .orElse(layer -> (layer + 1) % interval != 0);
  }

  /** Without {@code layer_types}, a layer without positions slides when any layer may. */
  private static IntPredicate slides(ConfigJson config, IntPredicate rotates) {
    boolean any =
        config.flag("use_sliding_window", false)
            && config.optionalInteger("sliding_window").isPresent();
    return layer -> any && !rotates.test(layer);
  }
}
