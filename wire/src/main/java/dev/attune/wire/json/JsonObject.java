package dev.attune.wire.json;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * An object of a request, read field by field. A key that nobody asked for is refused by name, so a
 * reader never needs a list of the keys it knows.
 *
 * <pre>{@code
 * record Wandb(String project, Optional<String> entity) {
 *   static Wandb read(JsonField field) {
 *     return field.object(
 *         o -> new Wandb(o.required("project").string(), o.optional("entity").map(JsonField::string)));
 *   }
 * }
 * }</pre>
 */
public final class JsonObject {
  private final String path;
  private final JsonNode node;
  private final Set<String> asked = new HashSet<>();

  JsonObject(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  /** Reads a whole body. */
  public static <T> T read(JsonNode body, Function<JsonObject, T> reader) {
    return new JsonField("", body).object(reader);
  }

  /** The value of a key that must be there; a null is a value of the wrong type. */
  public JsonField required(String name) {
    JsonNode value = ask(name);
    if (value.isMissingNode()) {
      throw FieldErrors.missing(FieldErrors.inside(path, name));
    }
    return new JsonField(FieldErrors.inside(path, name), value);
  }

  /** The value of a key, empty when it is absent or null. */
  public Optional<JsonField> optional(String name) {
    JsonNode value = ask(name);
    return value.isMissingNode() || value.isNull()
        ? Optional.empty()
        : Optional.of(new JsonField(FieldErrors.inside(path, name), value));
  }

  /** Accepts keys that say nothing of use here. */
  public void ignore(String... names) {
    asked.addAll(List.of(names));
  }

  /** Accepts every key, for an object whose sender may say more than is known here. */
  public void ignoreOthers() {
    asked.addAll(node.propertyNames());
  }

  private JsonNode ask(String name) {
    asked.add(name);
    return node.path(name);
  }

  void refuseUnasked() {
    List<String> unknown = node.propertyNames().stream().filter(n -> !asked.contains(n)).toList();
    if (!unknown.isEmpty()) {
      throw FieldErrors.unknown(unknown, path);
    }
  }
}
