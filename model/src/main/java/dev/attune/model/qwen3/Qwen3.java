package dev.attune.model.qwen3;

import dev.attune.model.CausalLm;
import dev.attune.model.ConfigJson;
import dev.attune.model.Decoder;
import dev.attune.model.ModelShape;
import dev.attune.model.RopeConfig;
import dev.attune.model.SlidingLayers;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;

/** {@code model_type} qwen3. */
public final class Qwen3 {
  private Qwen3() {}

  public static CausalLm build(ConfigJson config) {
    ModelShape shape = Decoder.shape(config);
    RotaryEmbedding rotary = RopeConfig.rotary(config, shape.headDim());
    int heads = config.size("num_attention_heads");
    boolean bias = config.flag("attention_bias", false);
    double eps = Decoder.rmsNormEps(config);
    return Decoder.build(
        config,
        false,
        layer -> {
          int window = SlidingLayers.window(config, layer);
          AttentionShape attention =
              AttentionShape.of(heads, shape.numKeyValueHeads(), shape.headDim(), window);
          return new SelfAttention.Design(layer, attention, rotary, bias, bias, eps);
        });
  }
}
