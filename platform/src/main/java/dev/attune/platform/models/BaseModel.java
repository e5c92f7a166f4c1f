package dev.attune.platform.models;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A model to start from, in a Hugging Face directory of this machine.
 *
 * @param family {@code model_type} of its configuration
 * @param parameters numbers in its weights
 * @param context longest sequence in tokens
 * @param linearModules names of the linear modules that adapters can change
 */
public record BaseModel(
    String name,
    Path directory,
    String family,
    long parameters,
    int hiddenSize,
    int context,
    List<String> linearModules,
    Instant createdAt) {
  public BaseModel {
    linearModules = List.copyOf(linearModules);
  }
}
