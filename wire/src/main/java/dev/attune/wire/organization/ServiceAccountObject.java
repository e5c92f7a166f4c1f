package dev.attune.wire.organization;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A program that works in a project.
 *
 * @param createdAt seconds since 1970
 * @param apiKey its key, only in the answer to its creation
 */
@JsonPropertyOrder({"object", "id", "name", "role", "created_at", "api_key"})
public record ServiceAccountObject(
    @JsonProperty("id") String id,
    @JsonProperty("name") String name,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("api_key") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Key apiKey) {
  public static final String ROLE = "member";

  @JsonProperty("object")
  public String object() {
    return "organization.project.service_account";
  }

  @JsonProperty("role")
  public String role() {
    return ROLE;
  }

  /** A key with its secret, which is told this once. */
  @JsonPropertyOrder({"object", "id", "name", "value", "created_at"})
  public record Key(
      @JsonProperty("id") String id,
      @JsonProperty("name") String name,
      @JsonProperty("value") String value,
      @JsonProperty("created_at") long createdAt) {
    @JsonProperty("object")
    public String object() {
      return "organization.project.service_account.api_key";
    }

    /** A secret never reaches a log through this. */
    @Override
    public String toString() {
      return "Key[id=%s, name=%s]".formatted(id, name);
    }
  }
}
