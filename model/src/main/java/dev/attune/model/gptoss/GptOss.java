package dev.attune.model.gptoss;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.decoder.LayerTypes;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.DecoderLayer;
import dev.attune.model.layer.Expert;
import dev.attune.model.layer.Linear;
import dev.attune.model.layer.MixtureOfExperts;
import dev.attune.model.layer.Parameters;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.Router;
import dev.attune.model.layer.SelfAttention;
import dev.attune.model.layer.SideBySide;
import java.util.List;
import java.util.stream.IntStream;

/** {@code model_type} gpt_oss, with weights in BF16 and not in four bits. */
public final class GptOss {
  private static final String DEFAULTS =
      """
      {"num_key_value_heads": 8, "head_dim": 64, "rms_norm_eps": 1e-5, "attention_bias": true,
       "sliding_window": 128, "num_local_experts": 128, "num_experts_per_tok": 4,
       "rope_theta": 150000.0,
       "rope_parameters": {"rope_type": "yarn", "factor": 32.0, "truncate": false,
         "original_max_position_embeddings": 4096}}
      """;

  private final Decoder decoder;
  private final LayerTypes types;
  private final RotaryEmbedding rotary;
  private final boolean bias;

  private GptOss(ConfigJson config) {
    decoder = Decoder.of(config);
    types = LayerTypes.of(config, layer -> layer % 2 == 0);
    rotary = decoder.rotary();
    bias = config.flag("attention_bias", true);
  }

  public static CausalLm build(ConfigJson published) {
    GptOss gptOss = new GptOss(published.withDefaults(DEFAULTS));
    return gptOss.decoder.build(gptOss.rotary, gptOss::layer);
  }

  private DecoderLayer layer(Parameters layer, int index) {
    return decoder.preNormLayer(
        layer, selfAttention(layer.at("self_attn"), index), mixture(layer.at("mlp")));
  }

  private SelfAttention selfAttention(Parameters block, int index) {
    AttentionShape shape = decoder.attention(types.window(index));
    long hidden = decoder.shape().hiddenSize();
    Linear q = block.linear("q_proj", hidden, shape.queryWidth(), bias);
    Linear k = block.linear("k_proj", hidden, shape.keyWidth(), bias);
    Linear v = block.linear("v_proj", hidden, shape.keyWidth(), bias);
    Linear o = block.linear("o_proj", shape.queryWidth(), hidden, bias);
    return new SelfAttention(
        new SelfAttention.Parts(
            index,
            shape,
            SideBySide.of(q, k, v),
            rotary,
            block.declare("sinks", shape.heads()),
            o));
  }

  private MixtureOfExperts mixture(Parameters block) {
    ConfigJson config = decoder.config();
    long hidden = decoder.shape().hiddenSize();
    int count = config.size("num_local_experts");
    Parameters gate = block.at("router");
    Router router =
        new Router(
            gate.matrix("weight", count, hidden),
            gate.declare("bias", count),
            config.size("num_experts_per_tok"),
            Router.Weighing.CHOSEN);
    ClampedExperts all =
        ClampedExperts.declare(
            block.at("experts"), count, hidden, config.size("intermediate_size"));
    List<Expert> experts =
        IntStream.range(0, count).<Expert>mapToObj(i -> new ClampedExpert(all, i)).toList();
    return new MixtureOfExperts(router, experts);
  }
}
