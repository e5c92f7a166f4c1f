package dev.attune.wire.chat;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.WireName;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What form the answer has. */
public sealed interface ResponseFormat {

  /** Any text. */
  record Text() implements ResponseFormat {}

  /** Some valid JSON. */
  record JsonText() implements ResponseFormat {}

  /** JSON that follows a schema. */
  record JsonSchema(
      String name, @Nullable String description, @Nullable JsonNode schema, boolean strict)
      implements ResponseFormat {}

  /** The kinds. */
  enum Type implements WireName {
    TEXT,
    JSON_OBJECT,
    JSON_SCHEMA
  }

  static ResponseFormat read(JsonField field) {
    return field.object(o ->
        switch (o.required("type").oneOf(Type.values())) {
          case TEXT -> new Text();
          case JSON_OBJECT -> new JsonText();
          case JSON_SCHEMA -> o.required("json_schema").object(ResponseFormat::schema);
        });
  }

  private static ResponseFormat schema(JsonObject o) {
    return new JsonSchema(
        o.required("name").string(64, Pattern.compile("[a-zA-Z0-9_-]+")),
        o.optional("description").map(JsonField::string).orElse(null),
        o.optional("schema").map(JsonField::objectNode).orElse(null),
        o.optional("strict").map(JsonField::bool).orElse(false));
  }
}
