package dev.attune.wire.organization;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Whose a project's key is: a person's, of whom nothing is known here, or a program's.
 *
 * @param type {@code user} or {@code service_account}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyOwner(
    @JsonProperty("type") String type,
    @JsonProperty("service_account") @Nullable Account serviceAccount) {
  public static final KeyOwner PERSON = new KeyOwner("user", null);

  /** A program. */
  public record Account(
      @JsonProperty("id") String id,
      @JsonProperty("name") String name,
      @JsonProperty("created_at") long createdAt,
      @JsonProperty("role") String role) {}
}
