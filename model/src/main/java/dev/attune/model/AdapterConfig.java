package dev.attune.model;

import dev.attune.model.decoder.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code adapter_config.json} as PEFT writes and reads it.
 *
 * @param rank r
 * @param alpha the change is scaled by alpha/r, or by alpha/√r with {@code rankStabilized}
 *     (https://arxiv.org/abs/2312.03732)
 * @param targetModules the changed linear modules by whole name or last part, such as {@code
 *     q_proj}
 */
public record AdapterConfig(
    int rank,
    double alpha,
    double dropout,
    List<String> targetModules,
    boolean rankStabilized,
    String baseModel) {
  static final String FILE = "adapter_config.json";
  private static final List<String> MUST_BE_OFF =
      List.of("use_dora", "lora_bias", "fan_in_fan_out", "use_qalora");
  private static final List<String> MUST_BE_EMPTY =
      List.of(
          "rank_pattern",
          "alpha_pattern",
          "modules_to_save",
          "layers_to_transform",
          "trainable_token_indices",
          "target_parameters",
          "exclude_modules");

  public AdapterConfig {
    targetModules = List.copyOf(targetModules);
  }

  /** The factor on the product of B and A. */
  public double scaling() {
    return alpha / (rankStabilized ? Math.sqrt(rank) : rank);
  }

  /** Reads the configuration of an adapter directory. */
  public static AdapterConfig read(Path directory) {
    JsonNode root = json(directory.resolve(FILE));
    refuseWhatIsNotSupported(root);
    return new AdapterConfig(
        root.path("r").asInt(0),
        root.path("lora_alpha").asDouble(0),
        root.path("lora_dropout").asDouble(0),
        strings(root.path("target_modules")),
        root.path("use_rslora").asBoolean(false),
        root.path("base_model_name_or_path").asString(""));
  }

  void write(Path directory) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("peft_type", "LORA");
    json.put("task_type", "CAUSAL_LM");
    json.put("base_model_name_or_path", baseModel);
    json.put("r", rank);
    json.put("lora_alpha", alpha == Math.rint(alpha) ? (Number) (long) alpha : (Number) alpha);
    json.put("lora_dropout", dropout);
    json.put("target_modules", targetModules);
    json.put("use_rslora", rankStabilized);
    json.put("bias", "none");
    json.put("fan_in_fan_out", false);
    json.put("init_lora_weights", true);
    json.put("inference_mode", true);
    Files.write(
        directory.resolve(FILE),
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
  }

  private static List<String> strings(JsonNode node) {
    return node.isArray()
        ? node.valueStream().map(JsonNode::asString).toList()
        : List.of(node.asString(""));
  }

  private static JsonNode json(Path file) {
    try {
      return JsonMapper.shared().readTree(Files.readAllBytes(file));
    } catch (IOException | JacksonException e) {
      throw new ModelException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void refuseWhatIsNotSupported(JsonNode root) {
    String type = root.path("peft_type").asString("LORA");
    if (!type.equals("LORA")) {
      throw new ModelException(
          "The adapter is of type %s; only LORA is supported.".formatted(type));
    }
    if (!root.path("bias").asString("none").equals("none")) {
      throw new ModelException("The adapter trains biases, which is not supported.");
    }
    for (String field : MUST_BE_OFF) {
      if (root.path(field).asBoolean(false)) {
        throw new ModelException("The adapter uses %s, which is not supported.".formatted(field));
      }
    }
    for (String field : MUST_BE_EMPTY) {
      JsonNode value = root.path(field);
      if (!value.isMissingNode() && !value.isNull() && !value.isEmpty()) {
        throw new ModelException("The adapter uses %s, which is not supported.".formatted(field));
      }
    }
  }
}
