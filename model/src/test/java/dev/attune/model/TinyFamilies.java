package dev.attune.model;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.layer.Parameter;
import dev.attune.torch.RandomSource;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import java.util.Map;

/** A model of every family, so small that random weights do. */
public final class TinyFamilies {
  private static final String SIZES =
      """
      {"vocab_size": 40, "hidden_size": 16, "intermediate_size": 20, "num_hidden_layers": 3,
       "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 8,
       "max_position_embeddings": 64, "sliding_window": 5}
      """;
  private static final Map<String, String> OWN =
      Map.ofEntries(
          Map.entry("gemma", "{}"),
          Map.entry(
              "gemma2",
              """
              {"query_pre_attn_scalar": 12, "attn_logit_softcapping": 1.5,
               "final_logit_softcapping": 2.0}
              """),
          Map.entry(
              "gemma3_text", "{\"query_pre_attn_scalar\": 12, \"sliding_window_pattern\": 2}"),
          Map.entry("gpt_oss", "{\"num_local_experts\": 4, \"num_experts_per_tok\": 2}"),
          Map.entry(
              "granite",
              """
              {"embedding_multiplier": 3.0, "attention_multiplier": 0.2, "residual_multiplier": 0.4,
               "logits_scaling": 4.0}
              """),
          Map.entry(
              "llama",
              """
              {"rope_scaling": {"rope_type": "yarn", "factor": 4.0,
               "original_max_position_embeddings": 16}}
              """),
          Map.entry("mistral", "{}"),
          Map.entry("mixtral", "{\"num_local_experts\": 4, \"num_experts_per_tok\": 2}"),
          Map.entry("olmo2", "{}"),
          Map.entry(
              "phi3",
              """
              {"original_max_position_embeddings": 10, "partial_rotary_factor": 0.5,
               "rope_scaling": {"type": "longrope", "short_factor": [1.0, 1.2],
                 "long_factor": [3.0, 5.0]}}
              """),
          Map.entry("qwen2", "{\"use_sliding_window\": true, \"max_window_layers\": 1}"),
          Map.entry("qwen3", "{}"),
          Map.entry(
              "qwen3_moe",
              """
              {"num_experts": 5, "num_experts_per_tok": 2, "moe_intermediate_size": 12,
               "norm_topk_prob": false, "mlp_only_layers": [1]}
              """),
          Map.entry("smollm3", "{\"no_rope_layer_interval\": 2, \"use_sliding_window\": true}"));

  private TinyFamilies() {}

  /** Its configuration. */
  static ConfigJson config(String modelType) {
    String own = OWN.get(modelType);
    if (own == null) {
      throw new AssertionError("No tiny model of family " + modelType + "; add one here");
    }
    return ConfigJson.parse(own)
        .withDefaults("{\"model_type\": \"%s\"}".formatted(modelType))
        .withDefaults(SIZES);
  }

  /** The model with random weights, which end with the open scope. */
  public static CausalLm model(String modelType) {
    CausalLm model = Families.build(config(modelType));
    RandomSource random = new RandomSource(7);
    model.parameters().forEach(parameter -> bind(parameter, random));
    return model;
  }

  /** Gives a parameter random numbers. */
  static void bind(Parameter parameter, RandomSource random) {
    long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
    double mean = shape.length == 1 ? 0.5 : 0;
    try (TensorScope scope = new TensorScope()) {
      Tensor value = scope.keep(Tensors.zeros(shape).normal(mean, 0.4, random));
      parameter.bind(value, shape.length == 2 ? scope.keep(value.t()) : null);
    }
  }
}
