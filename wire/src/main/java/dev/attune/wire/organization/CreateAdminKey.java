package dev.attune.wire.organization;

import dev.attune.wire.json.JsonObject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request for a key to the organization.
 *
 * @param expiresInSeconds null for one that never ends
 */
public record CreateAdminKey(String name, @Nullable Long expiresInSeconds) {
  private static final int NAME_LENGTH = 256;
  private static final long TEN_YEARS = 10L * 366 * 24 * 60 * 60;

  public static CreateAdminKey read(JsonNode body) {
    return JsonObject.read(
        body,
        o ->
            new CreateAdminKey(
                o.required("name").string(NAME_LENGTH),
                o.optional("expires_in_seconds").map(f -> f.integer(1, TEN_YEARS)).orElse(null)));
  }
}
