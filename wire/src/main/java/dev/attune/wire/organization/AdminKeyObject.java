package dev.attune.wire.organization;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A key to the organization.
 *
 * @param redactedValue what is shown of the secret
 * @param createdAt seconds since 1970, as is {@code expiresAt}
 * @param value the secret itself, only in the answer to its creation
 */
@JsonPropertyOrder({
  "object",
  "id",
  "name",
  "redacted_value",
  "created_at",
  "expires_at",
  "last_used_at",
  "owner",
  "value"
})
public record AdminKeyObject(
    @JsonProperty("id") String id,
    @JsonProperty("name") String name,
    @JsonProperty("redacted_value") String redactedValue,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("expires_at") @Nullable Long expiresAt,
    @JsonProperty("value") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String value) {

  @JsonProperty("object")
  public String object() {
    return "organization.admin_api_key";
  }

  /** Uses are not written down. */
  @JsonProperty("last_used_at")
  public @Nullable Long lastUsedAt() {
    return null;
  }

  @JsonProperty("owner")
  public Owner owner() {
    return new Owner("user", "owner");
  }

  /** A person of whom nothing is known here. */
  public record Owner(@JsonProperty("type") String type, @JsonProperty("role") String role) {}

  /** A secret never reaches a log through this. */
  @Override
  public String toString() {
    return "AdminKeyObject[id=%s, name=%s]".formatted(id, name);
  }
}
