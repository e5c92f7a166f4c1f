package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.attune.wire.json.WireName;

/**
 * One thing that happened to a job.
 *
 * @param createdAt seconds since 1970
 * @param data {@link StepMetrics#NONE} for a {@link Type#MESSAGE}
 */
@JsonPropertyOrder({"object", "id", "created_at", "level", "message", "data", "type"})
public record FineTuningJobEvent(
    @JsonProperty("id") String id,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("level") Level level,
    @JsonProperty("message") String message,
    @JsonProperty("data") StepMetrics data,
    @JsonProperty("type") Type type) {

  /** How much it matters. */
  public enum Level implements WireName {
    INFO,
    WARN,
    ERROR
  }

  /** What its data is. */
  public enum Type implements WireName {
    MESSAGE,
    METRICS
  }

  @JsonProperty("object")
  public String object() {
    return "fine_tuning.job.event";
  }
}
