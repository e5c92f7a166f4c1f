package dev.attune.wire.json;

import dev.attune.wire.errors.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds one tree and refuses, with its place, what a tree would hide or pay for: a key that comes
 * twice, half a surrogate pair, a number beyond a double or none at all, more keys or values than
 * allowed.
 */
final class TreeReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final JsonLimits limits;
  private int keys;
  private int values;

  private TreeReader(JsonParser parser, JsonLimits limits) {
    this.parser = parser;
    this.limits = limits;
  }

  static JsonNode read(JsonFactory factory, String text, JsonLimits limits) {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      return new TreeReader(parser, limits).document();
    }
  }

  private JsonNode document() {
    try {
      JsonNode root = value(parser.nextToken());
      if (parser.nextToken() != null) {
        throw notJson();
      }
      return root;
    } catch (StreamConstraintsException e) {
      throw FieldErrors.overLimit(place(), limits);
    } catch (JacksonException e) {
      throw notJson();
    }
  }

  private JsonNode value(@Nullable JsonToken token) {
    if (token == null) {
      throw notJson();
    }
    if (++values > limits.values()) {
      throw FieldErrors.overLimit(place(), limits);
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> NODES.stringNode(whole(parser.getString()));
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> decimal();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw notJson();
    };
  }

  private ObjectNode object() {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = whole(parser.currentName());
      if (object.has(name)) {
        throw FieldErrors.twice(place());
      }
      if (++keys > limits.keys()) {
        throw FieldErrors.overLimit(place(), limits);
      }
      object.set(name, value(parser.nextToken()));
    }
    return object;
  }

  private ArrayNode array() {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      array.add(value(token));
    }
    return array;
  }

  private JsonNode integer() {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private JsonNode decimal() {
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      String place = place();
      throw place.isEmpty() ? notJson() : FieldErrors.outOfRange(place, parser.getString());
    }
    return NODES.numberNode(value);
  }

  private String whole(String text) {
    if (text.codePoints().anyMatch(TreeReader::isHalfCharacter)) {
      throw FieldErrors.halfSurrogate(place());
    }
    return text;
  }

  private static boolean isHalfCharacter(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private ApiException notJson() {
    var at = parser.currentLocation();
    return FieldErrors.notJson("Line %d, column %d.".formatted(at.getLineNr(), at.getColumnNr()));
  }

  private String place() {
    return place(parser.streamReadContext());
  }

  private static String place(TokenStreamContext context) {
    TokenStreamContext parent = context.getParent();
    String outer = parent == null ? "" : place(parent);
    if (context.inArray()) {
      return context.hasCurrentIndex() ? outer + "[" + context.getCurrentIndex() + "]" : outer;
    }
    String name = context.currentName();
    return name == null ? outer : FieldErrors.inside(outer, name);
  }
}
