package dev.attune.model.phi3;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.decoder.RopeConfig;
import dev.attune.model.layer.Activation;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.GatedMlp;
import dev.attune.model.layer.Parameters;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;

/** {@code model_type} phi3. */
public final class Phi3 {
  private static final String DEFAULTS =
      """
      {"rms_norm_eps": 1e-5, "original_max_position_embeddings": 4096}
      """;

  private final Decoder decoder;
  private final AttentionShape attention;
  private final RotaryEmbedding rotary;

  private Phi3(ConfigJson config) {
    decoder = Decoder.of(config);
    attention = decoder.attention(config.size("sliding_window", AttentionShape.UNBOUNDED));
    rotary = rotary(config, decoder.shape().headDim());
  }

  public static CausalLm build(ConfigJson published) {
    Phi3 phi3 = new Phi3(published.withDefaults(DEFAULTS));
    return phi3.decoder.build(
        phi3.rotary,
        (layer, index) ->
            phi3.decoder.preNormLayer(
                layer,
                phi3.selfAttention(layer.at("self_attn"), index),
                phi3.mlp(layer.at("mlp"))));
  }

  private SelfAttention selfAttention(Parameters block, int index) {
    long hidden = decoder.shape().hiddenSize();
    long qkv = attention.queryWidth() + 2 * attention.keyWidth();
    return new SelfAttention(
        new SelfAttention.Parts(
            index,
            attention,
            block.linear("qkv_proj", hidden, qkv, false),
            rotary,
            null,
            block.linear("o_proj", attention.queryWidth(), hidden, false)));
  }

  private GatedMlp mlp(Parameters block) {
    long hidden = decoder.shape().hiddenSize();
    long inner = decoder.config().size("intermediate_size");
    Activation activation = decoder.activation("hidden_act");
    return new GatedMlp(
        block.linear("gate_up_proj", hidden, 2 * inner, false),
        activation,
        block.linear("down_proj", inner, hidden, false));
  }

  /**
   * The first features of a head are rotated, and what early releases call yarn or su is LongRoPE.
   */
  private static RotaryEmbedding rotary(ConfigJson config, int headDim) {
    RopeConfig whole = RopeConfig.of(config, headDim);
    double share = whole.rope().number("partial_rotary_factor", 1);
    int features = (int) (headDim * config.number("partial_rotary_factor", share));
    boolean yarn = whole.type().equals("yarn");
    ConfigJson rope =
        yarn
            ? ConfigJson.parse("{\"rope_type\": \"longrope\"}").withDefaults(whole.rope())
            : whole.rope();
    return new RopeConfig(config, rope, whole.theta(), features).rotary();
  }
}
