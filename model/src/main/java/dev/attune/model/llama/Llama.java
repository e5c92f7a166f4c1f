package dev.attune.model.llama;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.layer.Activation;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;

/** {@code model_type} llama. */
public final class Llama {
  private Llama() {}

  public static CausalLm build(ConfigJson config) {
    Decoder decoder = Decoder.of(config);
    RotaryEmbedding rotary = decoder.rotary();
    AttentionShape attention = decoder.attention(AttentionShape.UNBOUNDED);
    Activation activation = decoder.activation("hidden_act");
    boolean bias = config.flag("attention_bias", false);
    boolean mlpBias = config.flag("mlp_bias", false);
    return decoder.build(
        rotary,
        (layer, index) ->
            decoder.preNormLayer(
                layer,
                decoder.selfAttention(
                    layer, new SelfAttention.Design(index, attention, rotary, bias, bias, null)),
                decoder.gatedMlp(layer, activation, mlpBias)));
  }
}
