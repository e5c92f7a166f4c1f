package dev.attune.model.decoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a model's {@code config.json}. A null field counts as absent; one of the wrong type
 * is an error.
 */
public final class ConfigJson {
  /** The name of the file. */
  public static final String FILE = "config.json";

  private final JsonNode root;
  private final String path;

  private ConfigJson(JsonNode root, String path) {
    this.root = root;
    this.path = path;
  }

  /** Reads {@code config.json} of a model directory. */
  public static ConfigJson read(Path directory) {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          "%s has no %s. A Hugging Face model directory is needed.".formatted(directory, FILE));
    }
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new ModelException("%s cannot be read: %s".formatted(FILE, e.getMessage()), e);
    }
  }

  /** As {@link #read}, from the text of the file. */
  public static ConfigJson parse(String json) {
    try {
      JsonNode root = JsonMapper.shared().readTree(json);
      if (!root.isObject()) {
        throw new ModelException("%s is no JSON object. Download it again.".formatted(FILE));
      }
      return new ConfigJson(root, "");
    } catch (JacksonException e) {
      throw new ModelException("%s cannot be read: %s".formatted(FILE, e.getMessage()), e);
    }
  }

  /**
   * The same, where fields that are absent, and not just null, mean what the JSON object {@code
   * defaults} says: what a family's own code takes them for.
   */
  public ConfigJson withDefaults(String defaults) {
    return withDefaults(parse(defaults));
  }

  /** The same, where fields that are absent, and not just null, are those of {@code defaults}. */
  public ConfigJson withDefaults(ConfigJson defaults) {
    ObjectNode all = (ObjectNode) defaults.root.deepCopy();
    root.properties().forEach(each -> all.set(each.getKey(), each.getValue()));
    return new ConfigJson(all, path);
  }

  /** The same of a model with so many layers. */
  public ConfigJson withLayers(int count) {
    ObjectNode all = (ObjectNode) root.deepCopy();
    all.put("num_hidden_layers", count);
    return new ConfigJson(all, path);
  }

  /**
   * Copies the configuration from one directory to another, with the type of the weights that lie
   * beside it there.
   */
  public static void writeWithDtype(Path from, Path to, String dtype) throws IOException {
    ObjectNode root = (ObjectNode) read(from).root.deepCopy();
    root.put(root.has("dtype") ? "dtype" : "torch_dtype", dtype);
    Files.write(
        to.resolve(FILE),
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
  }

  public String modelType() {
    return string("model_type").orElseThrow(() -> missing("model_type"));
  }

  /** True when it says nothing. */
  public boolean isEmpty() {
    return root.isEmpty();
  }

  /** True when the field is there, be it null. */
  public boolean states(String field) {
    return root.has(field);
  }

  public int integer(String field) {
    return optionalInteger(field).orElseThrow(() -> missing(field));
  }

  public Optional<Integer> optionalInteger(String field) {
    return find(field)
        .map(node -> {
          if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw wrong(field, node, "an integer");
          }
          return node.intValue();
        });
  }

  /** An integer, or the first of a list of integers. */
  public Optional<Integer> firstInteger(String field) {
    return find(field)
        .map(node -> node.isArray() ? node.path(0) : node)
        .filter(JsonNode::isInt)
        .map(JsonNode::intValue);
  }

  /** A whole number of at least 1. */
  public int size(String field) {
    return checkSize(field, integer(field));
  }

  /** A whole number of at least 1, or what the field means when it is absent. */
  public int size(String field, int otherwise) {
    return checkSize(field, optionalInteger(field).orElse(otherwise));
  }

  public double number(String field, double otherwise) {
    return optionalNumber(field).orElse(otherwise);
  }

  public Optional<Double> optionalNumber(String field) {
    return find(field)
        .map(node -> {
          if (!node.isNumber()) {
            throw wrong(field, node, "a number");
          }
          return node.doubleValue();
        });
  }

  public boolean flag(String field, boolean otherwise) {
    return find(field)
        .map(node -> {
          if (!node.isBoolean()) {
            throw wrong(field, node, "true or false");
          }
          return node.booleanValue();
        })
        .orElse(otherwise);
  }

  public Optional<String> string(String field) {
    return find(field)
        .map(node -> {
          if (!node.isString()) {
            throw wrong(field, node, "a string");
          }
          return node.stringValue();
        });
  }

  /** A list of numbers. */
  public Optional<List<Double>> numbers(String field) {
    return list(field, 0, JsonNode::isNumber, "numbers")
        .map(list -> list.stream().map(JsonNode::doubleValue).toList());
  }

  /** A list of {@code count} whole numbers or more. */
  public Optional<List<Integer>> integers(String field, int count) {
    return list(field, count, JsonNode::isInt, "integers")
        .map(list -> list.stream().map(JsonNode::intValue).toList());
  }

  /** A list of {@code count} strings or more. */
  public Optional<List<String>> strings(String field, int count) {
    return list(field, count, JsonNode::isString, "strings")
        .map(list -> list.stream().map(JsonNode::stringValue).toList());
  }

  /** A nested object. */
  public Optional<ConfigJson> object(String field) {
    return find(field)
        .map(node -> {
          if (!node.isObject()) {
            throw wrong(field, node, "an object");
          }
          return new ConfigJson(node, path + field + ".");
        });
  }

  /** One of the things that a string can name, or an error that lists them. */
  public <T> T choice(
      String field, String otherwise, Function<String, Optional<T>> named, List<String> names) {
    String value = string(field).orElse(otherwise);
    return named.apply(value).orElseThrow(() -> unsupported(field, value, names));
  }

  /** Refuses a switch that no family here is built for. */
  public void requireOff(String field) {
    if (flag(field, false)) {
      throw new ModelException(
          "%s has %s%s true, which is not supported.".formatted(FILE, path, field));
    }
  }

  private Optional<List<JsonNode>> list(
      String field, int count, Predicate<JsonNode> fits, String what) {
    return find(field)
        .map(node -> {
          if (!node.isArray() || node.size() < count || !node.valueStream().allMatch(fits)) {
            throw wrong(field, node, "a list of at least %d %s".formatted(count, what));
          }
          return node.valueStream().toList();
        });
  }

  private Optional<JsonNode> find(String field) {
    return root.optional(field).filter(node -> !node.isNull());
  }

  private int checkSize(String field, int value) {
    if (value < 1) {
      throw new ModelException(
          "%s has %s%s %d, where at least 1 is possible.".formatted(FILE, path, field, value));
    }
    return value;
  }

  private ModelException unsupported(String field, String value, List<String> names) {
    return new ModelException(
        "%s has %s%s '%s', which is not supported; '%s' is."
            .formatted(FILE, path, field, value, String.join("' is, '", names)));
  }

  private ModelException missing(String field) {
    return new ModelException(
        "%s lacks %s%s. Download the model again.".formatted(FILE, path, field));
  }

  private ModelException wrong(String field, JsonNode node, String expected) {
    return new ModelException(
        "%s has %s%s %s, where %s belongs.".formatted(FILE, path, field, node, expected));
  }
}
