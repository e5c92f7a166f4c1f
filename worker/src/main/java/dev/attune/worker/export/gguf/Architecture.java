package dev.attune.worker.export.gguf;

import dev.attune.model.decoder.ConfigJson;
import dev.attune.worker.export.source.ExportException;
import java.util.Arrays;

/**
 * The architectures of llama.cpp that are written here.
 *
 * <p>Those that turn neighbouring features together want the rows of q and k in another order than
 * Hugging Face has them, which turns feature i with feature i + headDim/2.
 */
enum Architecture {
  LLAMA("llama", true),
  QWEN2("qwen2", false),
  QWEN3("qwen3", false);

  private final String ggufName;
  private final boolean turnsNeighbours;

  Architecture(String ggufName, boolean turnsNeighbours) {
    this.ggufName = ggufName;
    this.turnsNeighbours = turnsNeighbours;
  }

  /**
   * The architecture of a family.
   *
   * @throws ExportException names the family when there is none
   */
  static Architecture of(ConfigJson config) {
    return switch (config.modelType()) {
      case "llama", "mistral" -> LLAMA;
      case "qwen2" -> QWEN2;
      case "qwen3" -> QWEN3;
      default ->
          throw ExportException.unsupported(
              "Models of the family '%s' cannot be exported as GGUF yet; llama, mistral, qwen2 and qwen3 can. Export it as safetensors, which llama.cpp's own converter reads."
                  .formatted(config.modelType()));
    };
  }

  static Architecture named(String ggufName) {
    return Arrays.stream(values())
        .filter(each -> each.ggufName.equals(ggufName))
        .findFirst()
        .orElseThrow(() ->
            ExportException.differs("The file has the architecture '%s'.".formatted(ggufName)));
  }

  /** As {@code general.architecture} has it; also the name of a family that has it. */
  String ggufName() {
    return ggufName;
  }

  boolean turnsNeighbours() {
    return turnsNeighbours;
  }
}
