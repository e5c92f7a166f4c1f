package dev.attune.data.lines;

import dev.attune.wire.errors.ApiException;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/** One line as a JSON object. */
public final class JsonLine {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonLine() {}

  /**
   * Reads a line.
   *
   * @throws LineException when it is no JSON object in UTF-8 within {@link JsonLimits#LINE}
   */
  public static JsonNode parse(long number, byte[] bytes) {
    String text = decode(number, bytes);
    JsonNode node = parse(number, text);
    if (!node.isObject()) {
      throw new LineException(
          number,
          "Line %d is not a JSON object but %s. Write one example as one object in each line."
              .formatted(number, kind(node)));
    }
    return node;
  }

  private static String decode(long number, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new LineException(
          number, "Line %d is not UTF-8. Save the file as UTF-8.".formatted(number));
    }
  }

  private static JsonNode parse(long number, String text) {
    try {
      return WireJson.parse(text, JsonLimits.LINE);
    } catch (ApiException e) {
      // Only broken syntax has neither; that text speaks of requests.
      boolean isSyntax = e.error().code() == null && e.error().param() == null;
      throw isSyntax
          ? new LineException(number, notJson(number, text))
          : new LineException(number, "Line %d: %s".formatted(number, e.error().message()));
    }
  }

  private static String notJson(long number, String text) {
    if (text.strip().length() < 3) {
      return "Line %d is not valid JSON. Write each example whole in a line of its own."
          .formatted(number);
    }
    return "Line %d is not valid JSON%s".formatted(number, where(text));
  }

  /** Reads it once more for the place, since the common case should not pay for it. */
  private static String where(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      while (parser.nextToken() != null) {
        // The place is where this ends.
      }
      return ": it has more than one value. Write one example as one object in each line.";
    } catch (JacksonException e) {
      return " at column %d: %s."
          .formatted(e.getLocation().getColumnNr(), reason(e.getOriginalMessage()));
    }
  }

  /** The parser's own words without what it says of its input. */
  private static String reason(String message) {
    String reason = message.lines().findFirst().orElse("").split(" \\((?:for|start) ", 2)[0];
    return reason.isEmpty()
        ? "it cannot be read"
        : reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case STRING -> "a string";
      case BOOLEAN -> "a boolean";
      case NUMBER -> "a number";
      case NULL, OBJECT, BINARY, MISSING, POJO -> "null";
    };
  }
}
