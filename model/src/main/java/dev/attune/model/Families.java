package dev.attune.model;

import dev.attune.model.llama.Llama;
import dev.attune.model.mistral.Mistral;
import dev.attune.model.qwen2.Qwen2;
import dev.attune.model.qwen3.Qwen3;
import java.util.Map;
import java.util.TreeSet;

/** The table of families, by the {@code model_type} of {@code config.json}. */
public final class Families {
  private static final Map<String, Family> BY_MODEL_TYPE =
      Map.of(
          "llama", Llama::build,
          "mistral", Mistral::build,
          "qwen2", Qwen2::build,
          "qwen3", Qwen3::build);

  private Families() {}

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
              .formatted(
                  config.modelType(), String.join(", ", new TreeSet<>(BY_MODEL_TYPE.keySet()))));
    }
    return family.build(config);
  }
}
