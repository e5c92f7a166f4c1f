package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.attune.wire.metadata.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as a client sees it; all times are seconds since 1970.
 *
 * @param model the base model that an alias stands for
 * @param finishedAt null until the job has ended
 * @param estimatedFinish null unless the job runs
 * @param fineTunedModel null until the job has succeeded
 * @param trainedTokens null until the job has succeeded
 * @param error null unless the job has failed
 */
@JsonPropertyOrder({
  "object",
  "id",
  "model",
  "created_at",
  "finished_at",
  "estimated_finish",
  "fine_tuned_model",
  "organization_id",
  "result_files",
  "status",
  "validation_file",
  "training_file",
  "hyperparameters",
  "trained_tokens",
  "error",
  "seed",
  "integrations",
  "method",
  "metadata",
  "attune"
})
public record FineTuningJob(
    @JsonProperty("id") String id,
    @JsonProperty("model") String model,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("finished_at") @Nullable Long finishedAt,
    @JsonProperty("estimated_finish") @Nullable Long estimatedFinish,
    @JsonProperty("fine_tuned_model") @Nullable String fineTunedModel,
    @JsonProperty("organization_id") String organizationId,
    @JsonProperty("result_files") List<String> resultFiles,
    @JsonProperty("status") JobStatus status,
    @JsonProperty("validation_file") @Nullable String validationFile,
    @JsonProperty("training_file") String trainingFile,
    @JsonProperty("trained_tokens") @Nullable Long trainedTokens,
    @JsonProperty("error") @Nullable JobError error,
    @JsonProperty("seed") int seed,
    @JsonProperty("integrations") List<Integration> integrations,
    @JsonProperty("method") Method method,
    @JsonProperty("metadata") @Nullable Metadata metadata,
    @JsonProperty("attune") AttuneJob attune) {
  public FineTuningJob {
    resultFiles = List.copyOf(resultFiles);
    integrations = List.copyOf(integrations);
  }

  @JsonProperty("object")
  public String object() {
    return "fine_tuning.job";
  }

  /** The numbers of a supervised job once more, where older clients look for them. */
  @JsonProperty("hyperparameters")
  MethodJson.Numbers hyperparameters() {
    return MethodJson.ofJob(method);
  }
}
