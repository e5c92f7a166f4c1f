package dev.attune.model.mixtral;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.decoder.GatedExperts;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.MixtureOfExperts;
import dev.attune.model.layer.Parameter;
import dev.attune.model.layer.Parameters;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.Router;
import dev.attune.model.layer.SelfAttention;
import java.util.List;

/** {@code model_type} mixtral. */
public final class Mixtral {
  private static final String DEFAULTS =
      """
      {"num_key_value_heads": 8, "rms_norm_eps": 1e-5, "rope_theta": 1000000.0,
       "num_local_experts": 8, "num_experts_per_tok": 2}
      """;
  private static final GatedExperts.Names NAMES = new GatedExperts.Names("w1", "w3", "w2");

  private Mixtral() {}

  public static CausalLm build(ConfigJson published) {
    ConfigJson config = published.withDefaults(DEFAULTS);
    Decoder decoder = Decoder.of(config);
    RotaryEmbedding rotary = decoder.rotary();
    AttentionShape attention =
        decoder.attention(config.size("sliding_window", AttentionShape.UNBOUNDED));
    return decoder.build(
        rotary,
        (layer, index) ->
            decoder.preNormLayer(
                layer,
                decoder.selfAttention(
                    layer, new SelfAttention.Design(index, attention, rotary, false, false, null)),
                mixture(layer, decoder)));
  }

  private static MixtureOfExperts mixture(Parameters layer, Decoder decoder) {
    ConfigJson config = decoder.config();
    Parameters block = layer.at("block_sparse_moe");
    int count = config.size("num_local_experts");
    long hidden = decoder.shape().hiddenSize();
    Parameter gate =
        block.matrix(
            "gate.weight",
            count,
            hidden,
            new Parameter.Slice(layer.nameOf("mlp.gate.weight"), List.of((long) count, hidden), 0));
    GatedExperts experts =
        new GatedExperts(
            count, hidden, config.size("intermediate_size"), decoder.activation("hidden_act"));
    return new MixtureOfExperts(
        new Router(gate, null, config.size("num_experts_per_tok"), Router.Weighing.CHOSEN),
        experts.declare(layer, block, NAMES));
  }
}
