package dev.attune.model.qwen3moe;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.decoder.GatedExperts;
import dev.attune.model.layer.Activation;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.Block;
import dev.attune.model.layer.MixtureOfExperts;
import dev.attune.model.layer.Parameters;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.Router;
import dev.attune.model.layer.SelfAttention;
import java.util.List;

/** {@code model_type} qwen3_moe. */
public final class Qwen3Moe {
  private static final String DEFAULTS =
      """
      {"num_key_value_heads": 4, "sliding_window": 4096, "moe_intermediate_size": 768,
       "num_experts_per_tok": 8, "decoder_sparse_step": 1}
      """;
  private static final int DEFAULT_EXPERTS = 128;
  private static final GatedExperts.Names NAMES =
      new GatedExperts.Names("gate_proj", "up_proj", "down_proj");

  private Qwen3Moe() {}

  public static CausalLm build(ConfigJson published) {
    ConfigJson config = published.withDefaults(DEFAULTS);
    Decoder decoder = Decoder.of(config);
    RotaryEmbedding rotary = decoder.rotary();
    AttentionShape attention = decoder.attention(window(config));
    Activation activation = decoder.activation("hidden_act");
    boolean bias = config.flag("attention_bias", false);
    return decoder.build(
        rotary,
        (layer, index) -> {
          SelfAttention.Design design =
              new SelfAttention.Design(index, attention, rotary, bias, bias, decoder.norms());
          Block mlp =
              isSparse(config, index)
                  ? mixture(layer.at("mlp"), layer, decoder)
                  : decoder.gatedMlp(layer, activation, false);
          return decoder.preNormLayer(layer, decoder.selfAttention(layer, design), mlp);
        });
  }

  private static int window(ConfigJson config) {
    return config.flag("use_sliding_window", false)
        ? config.size("sliding_window", AttentionShape.UNBOUNDED)
        : AttentionShape.UNBOUNDED;
  }

  private static boolean isSparse(ConfigJson config, int layer) {
    return !config.integers("mlp_only_layers", 0).orElse(List.of()).contains(layer)
        && (layer + 1) % config.size("decoder_sparse_step") == 0;
  }

  private static MixtureOfExperts mixture(Parameters block, Parameters layer, Decoder decoder) {
    ConfigJson config = decoder.config();
    int count = config.size("num_experts", config.size("num_local_experts", DEFAULT_EXPERTS));
    long hidden = decoder.shape().hiddenSize();
    boolean chosen = config.flag("norm_topk_prob", false);
    Router router =
        new Router(
            block.matrix("gate.weight", count, hidden),
            null,
            config.size("num_experts_per_tok"),
            chosen ? Router.Weighing.CHOSEN : Router.Weighing.ALL);
    GatedExperts experts =
        new GatedExperts(
            count, hidden, config.size("moe_intermediate_size"), decoder.activation("hidden_act"));
    return new MixtureOfExperts(router, experts.declare(layer, block, NAMES));
  }
}
