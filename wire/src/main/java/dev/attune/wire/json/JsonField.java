package dev.attune.wire.json;

import dev.attune.wire.errors.ApiErrors;
import dev.attune.wire.errors.ApiException;
import dev.attune.wire.json.FieldErrors.Bound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A value of a request with its place, such as {@code messages[0].role}, which errors name. */
public final class JsonField {
  private final String path;
  private final JsonNode node;

  JsonField(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  public String path() {
    return path;
  }

  /** The value as it was sent. */
  public JsonNode node() {
    return node;
  }

  public String string() {
    if (!node.isString()) {
      throw FieldErrors.type(path, "a string", node);
    }
    return node.stringValue();
  }

  /** A string of 1 to {@code maxLength} characters. */
  public String string(int maxLength) {
    String value = text(maxLength);
    if (value.isEmpty()) {
      throw FieldErrors.emptyString(path);
    }
    return value;
  }

  /** A string of at most {@code maxLength} characters, which may be empty. */
  public String text(int maxLength) {
    String value = string();
    int length = value.codePointCount(0, value.length());
    if (length > maxLength) {
      throw FieldErrors.bound(
          path, Bound.STRING_MAX, Integer.toString(maxLength), Integer.toString(length));
    }
    return value;
  }

  /** A string of 1 to {@code maxLength} characters that matches all of {@code pattern}. */
  public String string(int maxLength, Pattern pattern) {
    String value = string(maxLength);
    if (!pattern.matcher(value).matches()) {
      throw FieldErrors.error(
          "invalid_value",
          path,
          ("Invalid '%s': string does not match pattern. Expected a string that matches the"
                  + " pattern '^%s$'.")
              .formatted(path, pattern));
    }
    return value;
  }

  public boolean bool() {
    if (!node.isBoolean()) {
      throw FieldErrors.type(path, "a boolean", node);
    }
    return node.booleanValue();
  }

  public int integer(int min, int max) {
    return Math.toIntExact(integer((long) min, max));
  }

  public long integer(long min, long max) {
    if (!node.isIntegralNumber()) {
      throw FieldErrors.type(path, "an integer", node);
    }
    boolean huge = !node.canConvertToLong();
    boolean negative = huge ? node.bigIntegerValue().signum() < 0 : node.longValue() < min;
    if (negative) {
      throw outside(Bound.INTEGER_MIN, min);
    }
    if (huge || node.longValue() > max) {
      throw outside(Bound.INTEGER_MAX, max);
    }
    return node.longValue();
  }

  public double number(NumberRange range) {
    if (!node.isNumber()) {
      throw FieldErrors.type(path, "a decimal", node);
    }
    return range.check(path, node.doubleValue());
  }

  /** One of {@code choices} by its {@link WireName#wireName}. */
  public <E extends WireName> E oneOf(E[] choices) {
    return oneOf(List.of(choices));
  }

  /** One of {@code choices} by its {@link WireName#wireName}. */
  public <E extends WireName> E oneOf(List<E> choices) {
    String value = string();
    return choices.stream()
        .filter(choice -> choice.wireName().equals(value))
        .findFirst()
        .orElseThrow(() ->
            FieldErrors.value(path, value, choices.stream().map(WireName::wireName).toList()));
  }

  /** The exception for a value of the wrong kind, such as {@code "a string or an array"}. */
  public ApiException wrongType(String expected) {
    return FieldErrors.type(path, expected, node);
  }

  /** The exception for what is right by the wire but not done here. */
  public ApiException unsupported() {
    return ApiErrors.unsupportedParameter(path).toException();
  }

  public <T> List<T> list(Function<JsonField, T> reader) {
    if (!node.isArray()) {
      throw FieldErrors.type(path, "an array", node);
    }
    List<T> items = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(reader.apply(new JsonField("%s[%d]".formatted(path, i), node.get(i))));
    }
    return List.copyOf(items);
  }

  /** A list of 1 to {@code maxSize} items. */
  public <T> List<T> list(int maxSize, Function<JsonField, T> reader) {
    if (node.isArray() && node.isEmpty()) {
      throw FieldErrors.emptyArray(path);
    }
    return listUpTo(maxSize, reader);
  }

  /** A list of at most {@code maxSize} items. */
  public <T> List<T> listUpTo(int maxSize, Function<JsonField, T> reader) {
    if (node.isArray() && node.size() > maxSize) {
      throw FieldErrors.bound(
          path, Bound.ARRAY_MAX, Integer.toString(maxSize), Integer.toString(node.size()));
    }
    return list(reader);
  }

  /** An object of which {@code reader} must ask for every key. */
  public <T> T object(Function<JsonObject, T> reader) {
    JsonObject object = new JsonObject(path, objectNode());
    T value = reader.apply(object);
    object.refuseUnasked();
    return value;
  }

  /** An object with keys of the sender's own. */
  public JsonNode objectNode() {
    if (!node.isObject()) {
      throw FieldErrors.type(path, "an object", node);
    }
    return node;
  }

  /** An object whose keys are the sender's own, in the sender's order. */
  public <T> Map<String, T> map(int maxSize, int maxKeyLength, Function<JsonField, T> reader) {
    JsonNode object = objectNode();
    if (object.size() > maxSize) {
      throw FieldErrors.bound(
          path, Bound.OBJECT_MAX, Integer.toString(maxSize), Integer.toString(object.size()));
    }
    Map<String, T> map = new LinkedHashMap<>();
    for (String key : object.propertyNames()) {
      JsonField value =
          new JsonField(FieldErrors.inside(path, FieldErrors.cut(key)), object.get(key));
      if (key.codePointCount(0, key.length()) > maxKeyLength) {
        throw value.invalid("the key is longer than %d characters".formatted(maxKeyLength));
      }
      map.put(key, reader.apply(value));
    }
    return map;
  }

  /**
   * The exception for a value that is wrong in a way of its own.
   *
   * @param why goes on from "Invalid 'path':" and ends without a full stop
   */
  public ApiException invalid(String why) {
    return FieldErrors.error("invalid_value", path, "Invalid '%s': %s.".formatted(path, why));
  }

  /** The exception for a value that means nothing without {@code other}. */
  public ApiException onlyWith(String other) {
    return FieldErrors.error(
        "invalid_value",
        path,
        "The '%s' parameter is only allowed when '%s' is specified.".formatted(path, other));
  }

  private ApiException outside(Bound bound, long limit) {
    return FieldErrors.bound(path, bound, Long.toString(limit), node.asString());
  }
}
