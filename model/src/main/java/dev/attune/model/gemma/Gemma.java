package dev.attune.model.gemma;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.layer.Activation;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;
import dev.attune.model.layer.SoftCap;
import java.util.List;

/** {@code model_type} gemma. */
public final class Gemma {
  private static final String DEFAULTS =
      """
      {"num_key_value_heads": 16, "head_dim": 256, "hidden_act": "gelu_pytorch_tanh",
       "tie_word_embeddings": true}
      """;

  private Gemma() {}

  public static CausalLm build(ConfigJson published) {
    ConfigJson config = published.withDefaults(DEFAULTS);
    config.requireOff("use_bidirectional_attention");
    Decoder decoder = Decoder.withNormsAroundOne(config);
    RotaryEmbedding rotary = decoder.rotary();
    AttentionShape attention = decoder.attention(AttentionShape.UNBOUNDED);
    Activation activation = decoder.activation("hidden_act");
    boolean bias = config.flag("attention_bias", false);
    double scale = Math.sqrt(decoder.shape().hiddenSize());
    return decoder.build(
        List.of(rotary),
        new Decoder.Ends(scale, 1, SoftCap.NONE),
        (layer, index) ->
            decoder.preNormLayer(
                layer,
                decoder.selfAttention(
                    layer, new SelfAttention.Design(index, attention, rotary, bias, bias, null)),
                decoder.gatedMlp(layer, activation, false)));
  }
}
