package dev.attune.wire.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * An API key as its owner sees it.
 *
 * @param createdAt seconds since 1970
 * @param key the secret itself, only in the answer to its creation, else null
 */
@JsonPropertyOrder({"object", "id", "name", "created_at", "key"})
public record KeyObject(
    @JsonProperty("id") String id,
    @JsonProperty("name") String name,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("key") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {

  @JsonProperty("object")
  public String object() {
    return "attune.key";
  }

  /** A secret never reaches a log through this. */
  @Override
  public String toString() {
    return "KeyObject[id=%s, name=%s, createdAt=%d]".formatted(id, name, createdAt);
  }
}
