package dev.attune.model;

import dev.attune.model.layer.DecoderLayer;
import dev.attune.model.layer.Embedding;
import dev.attune.model.layer.GatedMlp;
import dev.attune.model.layer.LmHead;
import dev.attune.model.layer.Parameter;
import dev.attune.model.layer.Parameters;
import dev.attune.model.layer.PreNormLayer;
import dev.attune.model.layer.RmsNorm;
import dev.attune.model.layer.SelfAttention;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The frame that Llama and its relatives share: an embedding, layers that norm before each branch,
 * a last norm and a head. A family says what its attention is.
 */
public final class Decoder {
  private static final double DEFAULT_RMS_NORM_EPS = 1e-6;

  private Decoder() {}

  /** The sizes in {@code config}, under the names that all these families use. */
  public static ModelShape shape(ConfigJson config) {
    int heads = config.size("num_attention_heads");
    int hiddenSize = config.size("hidden_size");
    checkHeads(config, heads);
    return new ModelShape(
        config.size("vocab_size"),
        hiddenSize,
        config.size("num_hidden_layers"),
        config.size("num_key_value_heads", heads),
        config.size("head_dim", hiddenSize / heads),
        config.size("max_position_embeddings"));
  }

  /**
   * Declares the model.
   *
   * @param mlpBias whether the linear modules of the gated MLP have biases
   * @param attention the design of a layer's attention
   */
  public static CausalLm build(
      ConfigJson config, boolean mlpBias, IntFunction<SelfAttention.Design> attention) {
    config.require("hidden_act", "silu");
    ModelShape shape = shape(config);
    Parameters all = new Parameters();
    Parameters model = all.at("model");
    Embedding embedTokens =
        Embedding.declare(model, "embed_tokens", shape.vocabSize(), shape.hiddenSize());
    List<DecoderLayer> layers =
        IntStream.range(0, shape.numHiddenLayers())
            .mapToObj(i -> layer(config, model.at("layers." + i), mlpBias, attention.apply(i)))
            .toList();
    RmsNorm norm = RmsNorm.declare(model, "norm", shape.hiddenSize(), rmsNormEps(config));
    LmHead lmHead = lmHead(config, all, embedTokens);
    return new CausalLm(shape, all, new CausalLm.Blocks(embedTokens, layers, norm, lmHead));
  }

  /** ε of every norm. */
  public static double rmsNormEps(ConfigJson config) {
    return config.number("rms_norm_eps", DEFAULT_RMS_NORM_EPS);
  }

  private static DecoderLayer layer(
      ConfigJson config, Parameters layer, boolean mlpBias, SelfAttention.Design attention) {
    int hiddenSize = config.size("hidden_size");
    double eps = rmsNormEps(config);
    return new PreNormLayer(
        RmsNorm.declare(layer, "input_layernorm", hiddenSize, eps),
        new SelfAttention(layer, hiddenSize, attention),
        RmsNorm.declare(layer, "post_attention_layernorm", hiddenSize, eps),
        GatedMlp.declare(layer, hiddenSize, config.size("intermediate_size"), mlpBias));
  }

  private static LmHead lmHead(ConfigJson config, Parameters all, Embedding embedTokens) {
    if (config.flag("tie_word_embeddings", false)) {
      return new LmHead(embedTokens.weight());
    }
    Parameter table = embedTokens.weight();
    return new LmHead(
        all.at("lm_head").declare("weight", table.shape().get(0), table.shape().get(1)));
  }

  private static void checkHeads(ConfigJson config, int heads) {
    int kvHeads = config.size("num_key_value_heads", heads);
    if (heads % kvHeads != 0) {
      throw new ModelException(
          "config.json has %d attention heads for %d key-value heads; the first must be a multiple of the second."
              .formatted(heads, kvHeads));
    }
  }
}
