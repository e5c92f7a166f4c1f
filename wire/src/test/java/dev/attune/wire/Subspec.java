package dev.attune.wire;

import dev.attune.wire.json.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's own description of its fine-tuning API, where the machine that runs the tests has it.
 * Every answer that a test sees is held against it.
 */
public final class Subspec {
  private static final String JSON = "application/json";
  private static final String STREAM = "text/event-stream";
  private static final String REFERENCE = "#/components/schemas/";

  private static final class Once {
    private static final Optional<Subspec> FOUND = OpenAiSchemas.find().map(Subspec::new);
  }

  private final OpenAiSchemas schemas;
  private final List<Operation> operations;

  private Subspec(OpenAiSchemas schemas) {
    this.schemas = schemas;
    this.operations = read(schemas.document().path("paths"));
  }

  /** Read once for all tests of a process. */
  public static Optional<Subspec> find() {
    return Once.FOUND;
  }

  /**
   * Something that a client can ask for.
   *
   * @param path with names in braces, behind {@code /v1}
   */
  public record Operation(String id, String method, String path, JsonNode description) {
    private boolean matches(String method, String path) {
      String pattern = path().replaceAll("\\{[^}]+}", "[^/]+");
      return method().equals(method) && Pattern.matches("/v1" + pattern, path);
    }

    private JsonNode answer(String type) {
      return description.path("responses").path("200").path("content").path(type).path("schema");
    }
  }

  public List<Operation> operations() {
    return operations;
  }

  /** The fields of an operation's body, in the order of the alphabet. */
  public List<String> fields(Operation operation) {
    Set<String> fields = new TreeSet<>();
    operation
        .description()
        .path("requestBody")
        .path("content")
        .forEach(type -> collect(type.path("schema"), fields));
    return List.copyOf(fields);
  }

  private void collect(JsonNode schema, Set<String> fields) {
    if (schema.has("$ref")) {
      String name = schema.path("$ref").stringValue().substring(REFERENCE.length());
      collect(schemas.document().path("components").path("schemas").path(name), fields);
    }
    fields.addAll(schema.path("properties").propertyNames());
    schema.path("allOf").forEach(part -> collect(part, fields));
  }

  /**
   * What is wrong with an answer by the description of its operation; nothing is wrong with answers
   * to what it does not describe.
   *
   * @param path without a query
   */
  public List<String> errors(
      String method, String path, int status, String contentType, String body) {
    Optional<Operation> operation =
        operations.stream().filter(each -> each.matches(method, path)).findFirst();
    if (operation.isEmpty() || body.isEmpty()) {
      return List.of();
    }
    String type = contentType.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
    if (status >= 400) {
      return type.equals(JSON) ? errors("ErrorResponse", tree(body)) : List.of("not JSON: " + type);
    }
    return errors(operation.get(), type, body);
  }

  private List<String> errors(Operation operation, String type, String body) {
    JsonNode schema = operation.answer(type);
    if (operation.id().equals("downloadFile")) {
      return List.of(); // bytes of whatever kind
    }
    if (!schema.has("$ref")) {
      return List.of("%s is not answered by %s".formatted(operation.id(), type));
    }
    String name = schema.path("$ref").stringValue().substring(REFERENCE.length());
    return type.equals(STREAM) ? streamErrors(name, body) : errors(name, tree(body));
  }

  private List<String> streamErrors(String schema, String body) {
    List<String> errors = new ArrayList<>();
    for (String line : body.lines().filter(line -> line.startsWith("data: {")).toList()) {
      JsonNode event = tree(line.substring("data: ".length()));
      errors.addAll(errors(event.has("error") ? "ErrorResponse" : schema, event));
    }
    return errors;
  }

  private List<String> errors(String schema, JsonNode value) {
    return schemas.errors(schema, withoutPaused(value));
  }

  /** {@code paused} stands in OpenAI's guide and examples, not in its schema. */
  private static JsonNode withoutPaused(JsonNode value) {
    value
        .findParents("status")
        .forEach(parent -> {
          if (parent.path("status").asString("").equals("paused")) {
            ((ObjectNode) parent).put("status", "running");
          }
        });
    return value;
  }

  private static JsonNode tree(String body) {
    try {
      return WireJson.mapper().readTree(body);
    } catch (JacksonException notJson) {
      return WireJson.mapper().missingNode();
    }
  }

  private static List<Operation> read(JsonNode paths) {
    List<Operation> operations = new ArrayList<>();
    paths
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(method -> method.getValue().has("operationId"))
                .forEach(method ->
                    operations.add(
                        new Operation(
                            method.getValue().path("operationId").stringValue(),
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            method.getValue()))));
    return List.copyOf(operations);
  }
}
