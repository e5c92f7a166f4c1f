package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Leave for a project to ask a checkpoint.
 *
 * @param createdAt seconds since 1970
 */
@JsonPropertyOrder({"object", "id", "created_at", "project_id"})
public record CheckpointPermission(
    @JsonProperty("id") String id,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("project_id") String projectId) {

  @JsonProperty("object")
  public String object() {
    return "checkpoint.permission";
  }

  /** The answer to a deletion. */
  @JsonPropertyOrder({"object", "id", "deleted"})
  public record Deleted(@JsonProperty("id") String id) {
    @JsonProperty("object")
    public String object() {
      return "checkpoint.permission";
    }

    @JsonProperty("deleted")
    public boolean deleted() {
      return true;
    }
  }
}
