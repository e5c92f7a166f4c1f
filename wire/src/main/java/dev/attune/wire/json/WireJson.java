package dev.attune.wire.json;

import dev.attune.wire.errors.ApiError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Text to tree under {@link JsonLimits}, and records to text in the order of their components. */
public final class WireJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  /** A factory remembers the keys it has seen, so the lines of a file are read by one. */
  private static final Map<JsonLimits, JsonFactory> FACTORIES = new ConcurrentHashMap<>();

  private WireJson() {}

  /** The mapper that writes answers; a web framework may use it as it is. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  public static byte[] bytes(Object answer) {
    return MAPPER.writeValueAsBytes(answer);
  }

  public static String text(Object answer) {
    return MAPPER.writeValueAsString(answer);
  }

  /** Reads a whole body, which must be UTF-8. */
  public static JsonNode parse(byte[] body, JsonLimits limits) {
    if (body.length > limits.bytes()) {
      throw tooLarge(limits).toException();
    }
    return parse(decode(body), limits);
  }

  /** Reads text whose size in bytes was bounded before. */
  public static JsonNode parse(String body, JsonLimits limits) {
    return TreeReader.read(FACTORIES.computeIfAbsent(limits, WireJson::newFactory), body, limits);
  }

  private static String decode(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw FieldErrors.notJson("It is not UTF-8.");
    }
  }

  private static JsonFactory newFactory(JsonLimits limits) {
    return JsonFactory.builder()
        // Some clients write them, and hear which field has one instead of where JSON ends.
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxNumberLength(limits.numberLength())
                .maxStringLength(limits.stringLength())
                .maxNameLength(limits.nameLength())
                .build())
        .build();
  }

  private static ApiError tooLarge(JsonLimits limits) {
    return new ApiError(
        413,
        ApiError.INVALID_REQUEST,
        "request_too_large",
        null,
        "The body of your request is larger than the %,d bytes allowed here. Send a smaller one."
            .formatted(limits.bytes()));
  }
}
