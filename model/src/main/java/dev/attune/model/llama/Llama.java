package dev.attune.model.llama;

import dev.attune.model.CausalLm;
import dev.attune.model.ConfigJson;
import dev.attune.model.Decoder;
import dev.attune.model.ModelShape;
import dev.attune.model.RopeConfig;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;

/** {@code model_type} llama. */
public final class Llama {
  private Llama() {}

  public static CausalLm build(ConfigJson config) {
    ModelShape shape = Decoder.shape(config);
    RotaryEmbedding rotary = RopeConfig.rotary(config, shape.headDim());
    AttentionShape attention =
        AttentionShape.of(
            config.size("num_attention_heads"),
            shape.numKeyValueHeads(),
            shape.headDim(),
            AttentionShape.UNBOUNDED);
    boolean bias = config.flag("attention_bias", false);
    return Decoder.build(
        config,
        config.flag("mlp_bias", false),
        layer -> new SelfAttention.Design(layer, attention, rotary, bias, bias, null));
  }
}
