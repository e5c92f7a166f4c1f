package dev.attune.platform.models;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A model to start from, in a Hugging Face directory of this machine.
 *
 * @param family {@code model_type} of its configuration
 * @param parameters numbers in its weights
 * @param context longest sequence in tokens
 */
public record BaseModel(
    String name,
    Path directory,
    String family,
    long parameters,
    int hiddenSize,
    int context,
    Instant createdAt) {}
