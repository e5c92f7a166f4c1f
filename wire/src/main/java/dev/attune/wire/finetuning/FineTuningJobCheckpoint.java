package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A state of a job that can be asked like a model.
 *
 * @param createdAt seconds since 1970
 * @param fineTunedModelCheckpoint its name as a model
 */
@JsonPropertyOrder({
  "object",
  "id",
  "created_at",
  "fine_tuned_model_checkpoint",
  "fine_tuning_job_id",
  "metrics",
  "step_number"
})
public record FineTuningJobCheckpoint(
    @JsonProperty("id") String id,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("fine_tuned_model_checkpoint") String fineTunedModelCheckpoint,
    @JsonProperty("fine_tuning_job_id") String fineTuningJobId,
    @JsonProperty("metrics") StepMetrics metrics,
    @JsonProperty("step_number") int stepNumber) {

  @JsonProperty("object")
  public String object() {
    return "fine_tuning.job.checkpoint";
  }
}
