package dev.attune.platform.models;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What a job made, or a checkpoint of it.
 *
 * @param base the base model's name, also where the job started from a tuned model
 * @param directory an adapter in PEFT layout, or a whole model
 */
public record TunedModel(
    String name,
    String projectId,
    String jobId,
    String base,
    Tuning tuning,
    Path directory,
    Instant createdAt) {
  /** What the directory holds. */
  public enum Tuning {
    LORA,
    FULL
  }
}
