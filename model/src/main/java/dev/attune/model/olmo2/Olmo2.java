package dev.attune.model.olmo2;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.layer.Activation;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.DecoderLayer;
import dev.attune.model.layer.Linear;
import dev.attune.model.layer.Parameters;
import dev.attune.model.layer.ResidualLayer;
import dev.attune.model.layer.RmsNorm;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;
import dev.attune.model.layer.SideBySide;
import java.util.List;

/** {@code model_type} olmo2. */
public final class Olmo2 {
  private static final String DEFAULTS = "{\"rms_norm_eps\": 1e-5}";

  private final Decoder decoder;
  private final AttentionShape attention;
  private final RotaryEmbedding rotary;
  private final Activation activation;
  private final boolean bias;

  private Olmo2(ConfigJson config) {
    decoder = Decoder.of(config);
    attention = decoder.attention(AttentionShape.UNBOUNDED);
    rotary = decoder.rotary();
    activation = decoder.activation("hidden_act");
    bias = config.flag("attention_bias", false);
  }

  public static CausalLm build(ConfigJson published) {
    Olmo2 olmo2 = new Olmo2(published.withDefaults(DEFAULTS));
    return olmo2.decoder.build(olmo2.rotary, olmo2::layer);
  }

  /** h = x + norm(attention(x)), y = h + norm(mlp(h)). */
  private DecoderLayer layer(Parameters layer, int index) {
    return new ResidualLayer(
        List.of(
            selfAttention(layer.at("self_attn"), index),
            decoder.norm(layer, "post_attention_layernorm")),
        List.of(
            decoder.gatedMlp(layer, activation, false),
            decoder.norm(layer, "post_feedforward_layernorm")));
  }

  private SelfAttention selfAttention(Parameters block, int index) {
    long hidden = decoder.shape().hiddenSize();
    Linear q = block.linear("q_proj", hidden, attention.queryWidth(), bias);
    Linear k = block.linear("k_proj", hidden, attention.keyWidth(), bias);
    Linear v = block.linear("v_proj", hidden, attention.keyWidth(), bias);
    Linear o = block.linear("o_proj", attention.queryWidth(), hidden, bias);
    RmsNorm qNorm = RmsNorm.declare(block, "q_norm", attention.queryWidth(), decoder.norms());
    RmsNorm kNorm = RmsNorm.declare(block, "k_norm", attention.keyWidth(), decoder.norms());
    SideBySide qkv =
        new SideBySide(
            List.of(
                new SideBySide.Part(q, qNorm),
                new SideBySide.Part(k, kNorm),
                new SideBySide.Part(v, null)));
    return new SelfAttention(new SelfAttention.Parts(index, attention, qkv, rotary, null, o));
  }
}
