package dev.attune.model;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.ModelException;
import dev.attune.model.gemma.Gemma;
import dev.attune.model.gemma2.Gemma2;
import dev.attune.model.gemma3.Gemma3;
import dev.attune.model.gptoss.GptOss;
import dev.attune.model.granite.Granite;
import dev.attune.model.llama.Llama;
import dev.attune.model.mistral.Mistral;
import dev.attune.model.mixtral.Mixtral;
import dev.attune.model.olmo2.Olmo2;
import dev.attune.model.phi3.Phi3;
import dev.attune.model.qwen2.Qwen2;
import dev.attune.model.qwen3.Qwen3;
import dev.attune.model.qwen3moe.Qwen3Moe;
import dev.attune.model.smollm3.SmolLm3;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The table of families, by the {@code model_type} of {@code config.json}. */
public final class Families {
  private static final Map<String, Family> BY_MODEL_TYPE =
      Map.ofEntries(
          Map.entry("gemma", Gemma::build),
          Map.entry("gemma2", Gemma2::build),
          Map.entry("gemma3_text", Gemma3::build),
          Map.entry("gpt_oss", GptOss::build),
          Map.entry("granite", Granite::build),
          Map.entry("llama", Llama::build),
          Map.entry("mistral", Mistral::build),
          Map.entry("mixtral", Mixtral::build),
          Map.entry("olmo2", Olmo2::build),
          Map.entry("phi3", Phi3::build),
          Map.entry("qwen2", Qwen2::build),
          Map.entry("qwen3", Qwen3::build),
          Map.entry("qwen3_moe", Qwen3Moe::build),
          Map.entry("smollm3", SmolLm3::build));

  private Families() {}

  /** Every type that can be built, in order. */
  public static SortedSet<String> modelTypes() {
    return new TreeSet<>(BY_MODEL_TYPE.keySet());
  }

  /** Whether models of this type can be built. */
  public static boolean supports(String modelType) {
    return BY_MODEL_TYPE.containsKey(modelType);
  }

  /**
   * Declares the model that {@code config} describes.
   *
   * @throws ModelException names the family when it is not supported
   */
  public static CausalLm build(ConfigJson config) {
    Family family = BY_MODEL_TYPE.get(config.modelType());
    if (family == null) {
      throw new ModelException(
          "Models of the family '%s' are not supported; these are: %s."
              .formatted(config.modelType(), String.join(", ", modelTypes())));
    }
    if (config.object("quantization_config").isPresent()) {
      throw new ModelException(
          "The weights are quantized, which is not supported. Convert the model to F32, F16 or BF16.");
    }
    return family.build(config);
  }
}
