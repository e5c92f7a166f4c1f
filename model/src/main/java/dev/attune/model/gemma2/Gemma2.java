package dev.attune.model.gemma2;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.decoder.LayerTypes;
import dev.attune.model.layer.Activation;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;
import dev.attune.model.layer.SoftCap;
import java.util.List;

/** {@code model_type} gemma2. */
public final class Gemma2 {
  private static final String DEFAULTS =
      """
      {"num_key_value_heads": 4, "head_dim": 256, "hidden_activation": "gelu_pytorch_tanh",
       "tie_word_embeddings": true, "query_pre_attn_scalar": 256, "sliding_window": 4096,
       "attn_logit_softcapping": 50.0, "final_logit_softcapping": 30.0}
      """;

  private Gemma2() {}

  public static CausalLm build(ConfigJson published) {
    ConfigJson config = published.withDefaults(DEFAULTS);
    config.requireOff("use_bidirectional_attention");
    Decoder decoder = Decoder.withNormsAroundOne(config);
    RotaryEmbedding rotary = decoder.rotary();
    LayerTypes types = LayerTypes.of(config, layer -> layer % 2 == 0);
    Activation activation = decoder.activation("hidden_activation");
    boolean bias = config.flag("attention_bias", false);
    return decoder.build(
        List.of(rotary),
        ends(decoder),
        (layer, index) -> {
          AttentionShape attention = attention(decoder, types.window(index));
          return decoder.sandwichLayer(
              layer,
              decoder.selfAttention(
                  layer, new SelfAttention.Design(index, attention, rotary, bias, bias, null)),
              decoder.gatedMlp(layer, activation, false));
        });
  }

  private static Decoder.Ends ends(Decoder decoder) {
    return new Decoder.Ends(
        Math.sqrt(decoder.shape().hiddenSize()), 1, decoder.softCap("final_logit_softcapping"));
  }

  private static AttentionShape attention(Decoder decoder, int window) {
    SoftCap softCap = decoder.softCap("attn_logit_softcapping");
    double scale = 1 / Math.sqrt(decoder.config().size("query_pre_attn_scalar"));
    return decoder.attention(window).withScale(scale).withSoftCap(softCap);
  }
}
