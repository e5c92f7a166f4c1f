package dev.attune.worker.spec;

import dev.attune.model.AdapterConfig;
import dev.attune.protocol.JobSpec;
import java.nio.file.Path;

/** What a specification says of an adapter, in the words of {@code model}. */
public final class AdapterSpec {
  private AdapterSpec() {}

  /** A new adapter on a base model. */
  public static AdapterConfig config(JobSpec.Tuning.Lora lora, JobSpec.BaseModel base) {
    return new AdapterConfig(
        lora.rank(),
        lora.alpha(),
        lora.dropout(),
        lora.targetModules(),
        lora.rankStabilized(),
        String.valueOf(Path.of(base.directory()).getFileName()));
  }
}
