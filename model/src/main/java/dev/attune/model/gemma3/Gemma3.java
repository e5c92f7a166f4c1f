package dev.attune.model.gemma3;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.decoder.LayerTypes;
import dev.attune.model.layer.Activation;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;
import java.util.List;

/** {@code model_type} gemma3_text. */
public final class Gemma3 {
  private static final String DEFAULTS =
      """
      {"num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256,
       "hidden_activation": "gelu_pytorch_tanh", "tie_word_embeddings": true,
       "query_pre_attn_scalar": 256, "sliding_window": 4096, "sliding_window_pattern": 6}
      """;

  private Gemma3() {}

  public static CausalLm build(ConfigJson published) {
    ConfigJson config = published.withDefaults(DEFAULTS);
    config.requireOff("use_bidirectional_attention");
    Decoder decoder = Decoder.withNormsAroundOne(config);
    RotaryEmbedding global = Gemma3Rope.global(config, decoder.shape().headDim());
    RotaryEmbedding local = Gemma3Rope.local(config, decoder.shape().headDim());
    LayerTypes types = types(config);
    Activation activation = decoder.activation("hidden_activation");
    boolean bias = config.flag("attention_bias", false);
    return decoder.build(
        List.of(global, local),
        ends(decoder),
        (layer, index) -> {
          AttentionShape attention = attention(decoder, types.window(index));
          RotaryEmbedding rotary = types.slides(index) ? local : global;
          return decoder.sandwichLayer(
              layer,
              decoder.selfAttention(
                  layer,
                  new SelfAttention.Design(index, attention, rotary, bias, bias, decoder.norms())),
              decoder.gatedMlp(layer, activation, false));
        });
  }

  /** Every sixth layer sees all, unless the configuration says otherwise. */
  private static LayerTypes types(ConfigJson config) {
    int pattern = config.size("sliding_window_pattern");
    return LayerTypes.of(config, layer -> (layer + 1) % pattern != 0);
  }

  private static Decoder.Ends ends(Decoder decoder) {
    return new Decoder.Ends(
        Math.sqrt(decoder.shape().hiddenSize()), 1, decoder.softCap("final_logit_softcapping"));
  }

  private static AttentionShape attention(Decoder decoder, int window) {
    double scale = 1 / Math.sqrt(decoder.config().size("query_pre_attn_scalar"));
    return decoder.attention(window).withScale(scale);
  }
}
