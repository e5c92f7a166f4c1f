package dev.attune.wire.organization;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** The answer to a deletion. */
@JsonPropertyOrder({"object", "id", "deleted"})
public record Deleted(@JsonProperty("object") String object, @JsonProperty("id") String id) {

  public static Deleted adminKey(String id) {
    return new Deleted("organization.admin_api_key.deleted", id);
  }

  public static Deleted projectKey(String id) {
    return new Deleted("organization.project.api_key.deleted", id);
  }

  public static Deleted serviceAccount(String id) {
    return new Deleted("organization.project.service_account.deleted", id);
  }

  @JsonProperty("deleted")
  public boolean deleted() {
    return true;
  }
}
