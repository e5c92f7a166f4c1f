package dev.attune.wire;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** OpenAI's own schemas, where the machine that runs the tests has them. */
public final class OpenAiSchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode document;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final Map<String, Schema> known = new ConcurrentHashMap<>();

  private OpenAiSchemas(JsonNode document) {
    this.document = (ObjectNode) understood(document);
  }

  public static Optional<OpenAiSchemas> find() {
    Path file =
        Path.of(System.getProperty("project.root", ".."))
            .resolve("../shared/reference/openai-subspec.yaml");
    return Files.exists(file)
        ? Optional.of(new OpenAiSchemas(new YAMLMapper().readTree(file)))
        : Optional.empty();
  }

  /** What is wrong with a value by the schema of that name. */
  public List<String> errors(String schema, JsonNode value) {
    return known.computeIfAbsent(schema, this::schema).validate(value).stream()
        .map(Error::toString)
        .toList();
  }

  private Schema schema(String name) {
    ObjectNode entry = NODES.objectNode();
    entry.put("$ref", "#/components/schemas/" + name);
    entry.set("components", document.get("components"));
    return registry.getSchema(entry);
  }

  /** The document itself, such as its paths. */
  JsonNode document() {
    return document;
  }

  /**
   * The document says 3.1 but spells two things as 3.0 does, which JSON schema does not know:
   * {@code nullable: true} and {@code exclusiveMinimum: true}.
   */
  private static JsonNode understood(JsonNode node) {
    if (node.isArray()) {
      ArrayNode array = NODES.arrayNode();
      node.forEach(item -> array.add(understood(item)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = NODES.objectNode();
    node.properties().forEach(entry -> object.set(entry.getKey(), understood(entry.getValue())));
    if (object.path("exclusiveMinimum").isBoolean()) {
      object.set("exclusiveMinimum", object.remove("minimum"));
    }
    return object.path("nullable").isBoolean() ? orNull(object) : object;
  }

  private static JsonNode orNull(ObjectNode schema) {
    schema.remove("nullable");
    ObjectNode either = NODES.objectNode();
    either.putArray("anyOf").add(schema).addObject().put("type", "null");
    return either;
  }
}
