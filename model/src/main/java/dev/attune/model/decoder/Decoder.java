package dev.attune.model.decoder;

import dev.attune.model.layer.Activation;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.Block;
import dev.attune.model.layer.DecoderLayer;
import dev.attune.model.layer.Embedding;
import dev.attune.model.layer.GatedMlp;
import dev.attune.model.layer.LmHead;
import dev.attune.model.layer.Parameter;
import dev.attune.model.layer.Parameters;
import dev.attune.model.layer.ResidualLayer;
import dev.attune.model.layer.RmsNorm;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;
import dev.attune.model.layer.SoftCap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The frame that all families share: an embedding, layers, a last norm and a head; with the pieces
 * that most of them build layers from. What is read here has the same name in every family's
 * configuration.
 *
 * @param norms what the model's norms have in common
 */
public record Decoder(ConfigJson config, ModelShape shape, RmsNorm.Style norms) {
  private static final double DEFAULT_RMS_NORM_EPS = 1e-6;

  /** The frame of a model with plain norms. */
  public static Decoder of(ConfigJson config) {
    return new Decoder(config, shape(config), new RmsNorm.Style(rmsNormEps(config), false));
  }

  /** The frame of a model whose published norm weights are one less than what they weigh. */
  public static Decoder withNormsAroundOne(ConfigJson config) {
    return new Decoder(config, shape(config), new RmsNorm.Style(rmsNormEps(config), true));
  }

  /**
   * What a family does before and behind its layers.
   *
   * @param embeddingScale factor on embeddings
   * @param logitScale factor on logits
   * @param logitCap of the scaled logits
   */
  public record Ends(double embeddingScale, double logitScale, SoftCap logitCap) {
    public static final Ends PLAIN = new Ends(1, 1, SoftCap.NONE);
  }

  /** How a family builds a layer. */
  @FunctionalInterface
  public interface Layers {
    /** Declares layer {@code index}, from 0, whose parameters begin with {@code layer}. */
    DecoderLayer build(Parameters layer, int index);
  }

  /** Declares the model. */
  public CausalLm build(List<RotaryEmbedding> rotary, Ends ends, Layers layers) {
    Parameters all = new Parameters();
    Parameters model = all.at("model");
    Embedding embedTokens =
        Embedding.declare(model, shape.vocabSize(), shape.hiddenSize(), ends.embeddingScale());
    List<DecoderLayer> built =
        IntStream.range(0, shape.numHiddenLayers())
            .mapToObj(i -> layers.build(model.at("layers." + i), i))
            .toList();
    RmsNorm norm = norm(model, "norm");
    LmHead lmHead =
        new LmHead(headWeight(all, embedTokens.weight()), ends.logitScale(), ends.logitCap());
    return new CausalLm(shape, all, new CausalLm.Blocks(embedTokens, rotary, built, norm, lmHead));
  }

  /** Declares a model of one rotation and plain ends. */
  public CausalLm build(RotaryEmbedding rotary, Layers layers) {
    return build(List.of(rotary), Ends.PLAIN, layers);
  }

  /** The rotation of whole heads. */
  public RotaryEmbedding rotary() {
    return RopeConfig.rotary(config, shape.headDim());
  }

  /** Attention to the last {@code window} tokens, with scores divided by √headDim. */
  public AttentionShape attention(int window) {
    int heads = config.size("num_attention_heads");
    return AttentionShape.of(heads, shape.numKeyValueHeads(), shape.headDim(), window);
  }

  /** Declares a norm of hidden states. */
  public RmsNorm norm(Parameters parameters, String name) {
    return RmsNorm.declare(parameters, name, shape.hiddenSize(), norms);
  }

  /** Declares {@code self_attn}. */
  public SelfAttention selfAttention(Parameters layer, SelfAttention.Design design) {
    return SelfAttention.declare(layer, shape.hiddenSize(), design);
  }

  /** Declares {@code mlp}, of {@code intermediate_size} features. */
  public GatedMlp gatedMlp(Parameters layer, Activation activation, boolean bias) {
    return GatedMlp.declare(
        layer,
        new GatedMlp.Design(
            shape.hiddenSize(), config.size("intermediate_size"), bias, activation));
  }

  /** The activation that the configuration names; silu where it does not. */
  public Activation activation(String field) {
    return config.choice(field, "silu", Activation::named, Activation.names());
  }

  /** Llama's layer: h = x + attention(norm(x)), y = h + mlp(norm(h)). */
  public ResidualLayer preNormLayer(Parameters layer, Block selfAttn, Block mlp) {
    return new ResidualLayer(
        List.of(norm(layer, "input_layernorm"), selfAttn),
        List.of(norm(layer, "post_attention_layernorm"), mlp));
  }

  /** Gemma's layer: h = x + norm(attention(norm(x))), y = h + norm(mlp(norm(h))). */
  public ResidualLayer sandwichLayer(Parameters layer, Block selfAttn, Block mlp) {
    return new ResidualLayer(
        List.of(norm(layer, "input_layernorm"), selfAttn, norm(layer, "post_attention_layernorm")),
        List.of(
            norm(layer, "pre_feedforward_layernorm"),
            mlp,
            norm(layer, "post_feedforward_layernorm")));
  }

  /** The soft cap in a field, which null turns off. */
  public SoftCap softCap(String field) {
    return config.optionalNumber(field).map(SoftCap::new).orElse(SoftCap.NONE);
  }

  private Parameter headWeight(Parameters all, Parameter table) {
    return config.flag("tie_word_embeddings", false)
        ? table
        : all.at("lm_head").matrix("weight", table.shape().get(0), table.shape().get(1));
  }

  /** ε of every norm. */
  public static double rmsNormEps(ConfigJson config) {
    return config.number("rms_norm_eps", DEFAULT_RMS_NORM_EPS);
  }

  private static ModelShape shape(ConfigJson config) {
    int heads = config.size("num_attention_heads");
    int hiddenSize = config.size("hidden_size");
    int kvHeads = config.size("num_key_value_heads", heads);
    if (heads % kvHeads != 0) {
      throw new ModelException(
          "config.json has %d attention heads for %d key-value heads; the first must be a multiple of the second."
              .formatted(heads, kvHeads));
    }
    return new ModelShape(
        config.size("vocab_size"),
        hiddenSize,
        config.size("num_hidden_layers"),
        kvHeads,
        config.size("head_dim", hiddenSize / heads),
        config.size("max_position_embeddings"));
  }
}
