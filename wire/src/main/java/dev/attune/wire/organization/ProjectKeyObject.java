package dev.attune.wire.organization;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A project's key as its organization sees it.
 *
 * @param redactedValue what is shown of the secret
 * @param createdAt seconds since 1970
 */
@JsonPropertyOrder({
  "object",
  "id",
  "name",
  "redacted_value",
  "created_at",
  "last_used_at",
  "expires_at",
  "owner",
  "owner_project_access"
})
public record ProjectKeyObject(
    @JsonProperty("id") String id,
    @JsonProperty("name") String name,
    @JsonProperty("redacted_value") String redactedValue,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("owner") KeyOwner owner) {

  @JsonProperty("object")
  public String object() {
    return "organization.project.api_key";
  }

  /** Uses are not written down. */
  @JsonProperty("last_used_at")
  public @Nullable Long lastUsedAt() {
    return null;
  }

  @JsonProperty("expires_at")
  public @Nullable Long expiresAt() {
    return null;
  }

  @JsonProperty("owner_project_access")
  public String ownerProjectAccess() {
    return "active";
  }
}
