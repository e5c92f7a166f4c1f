package dev.attune.model.granite;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.layer.Activation;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;
import dev.attune.model.layer.SoftCap;
import java.util.List;

/** {@code model_type} granite. */
public final class Granite {
  private Granite() {}

  public static CausalLm build(ConfigJson config) {
    Decoder decoder = Decoder.of(config);
    RotaryEmbedding rotary = decoder.rotary();
    AttentionShape attention =
        decoder
            .attention(AttentionShape.UNBOUNDED)
            .withScale(config.number("attention_multiplier", 1));
    double residual = config.number("residual_multiplier", 1);
    Activation activation = decoder.activation("hidden_act");
    boolean bias = config.flag("attention_bias", false);
    boolean mlpBias = config.flag("mlp_bias", false);
    return decoder.build(
        List.of(rotary),
        ends(config),
        (layer, index) ->
            decoder
                .preNormLayer(
                    layer,
                    decoder.selfAttention(
                        layer,
                        new SelfAttention.Design(index, attention, rotary, bias, bias, null)),
                    decoder.gatedMlp(layer, activation, mlpBias))
                .withMultiplier(residual));
  }

  private static Decoder.Ends ends(ConfigJson config) {
    return new Decoder.Ends(
        config.number("embedding_multiplier", 1),
        1 / config.number("logits_scaling", 1),
        SoftCap.NONE);
  }
}
