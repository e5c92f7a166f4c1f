package dev.attune.platform.models;

import java.nio.file.Path;

/**
 * What a model becomes, and where.
 *
 * @param directory absolute; absent or empty
 */
public record ExportOrder(String model, Form form, Path directory) {
  /** What others can load. */
  public enum Form {
    PEFT,
    SAFETENSORS,
    GGUF,
    OLLAMA
  }
}
