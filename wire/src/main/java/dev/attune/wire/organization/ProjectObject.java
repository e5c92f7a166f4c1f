package dev.attune.wire.organization;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A project as its organization sees it.
 *
 * @param createdAt seconds since 1970, as is {@code archivedAt}
 */
@JsonPropertyOrder({"object", "id", "name", "created_at", "archived_at", "status"})
public record ProjectObject(
    @JsonProperty("id") String id,
    @JsonProperty("name") String name,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("archived_at") @Nullable Long archivedAt) {

  @JsonProperty("object")
  public String object() {
    return "organization.project";
  }

  @JsonProperty("status")
  public String status() {
    return archivedAt == null ? "active" : "archived";
  }
}
