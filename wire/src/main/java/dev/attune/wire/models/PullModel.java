package dev.attune.wire.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.wire.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Attune's own request to take a base model from the hub.
 *
 * @param repository such as {@code Qwen/Qwen3-0.6B}
 * @param revision a branch, tag or commit, null for the server's usual one
 * @param name what requests call it, null for the repository's own name
 */
public record PullModel(
    @JsonProperty("repository") String repository,
    @JsonProperty("revision") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String revision,
    @JsonProperty("name") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name) {
  /** A part never begins with a dot, so none can be a way up. */
  private static final Pattern REPOSITORY =
      Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,95}/[a-zA-Z0-9][a-zA-Z0-9._-]{0,95}");

  private static final Pattern REVISION =
      Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]*(?:/[a-zA-Z0-9][a-zA-Z0-9._-]*)*");

  public static PullModel read(JsonNode body) {
    return JsonObject.read(body, PullModel::read);
  }

  private static PullModel read(JsonObject o) {
    return new PullModel(
        o.required("repository").string(193, REPOSITORY),
        o.optional("revision").map(f -> f.string(128, REVISION)).orElse(null),
        o.optional("name").map(f -> f.string(64, AddModel.NAME)).orElse(null));
  }
}
