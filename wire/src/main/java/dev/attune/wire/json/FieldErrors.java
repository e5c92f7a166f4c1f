package dev.attune.wire.json;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiException;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** OpenAI's wording for a field that is wrong. */
final class FieldErrors {
  /** An error that repeats what was sent repeats at most this many characters of it. */
  private static final int ECHO = 100;

  private FieldErrors() {}

  static ApiException notJson(String where) {
    return ApiError.badRequest(
            null,
            "We could not parse the JSON body of your request. (HINT: This likely means you aren't"
                + " using your HTTP library correctly. The API expects a JSON payload, but what was"
                + " sent was not valid JSON. "
                + where
                + ")")
        .toException();
  }

  static ApiException overLimit(String path, JsonLimits limits) {
    return error(
        "json_limit_exceeded",
        path,
        ("The JSON of your request is over a limit%s. Allowed are %d levels, %,d keys and"
                + " %,d values in all, keys of %,d, numbers of %d and strings of %,d characters.")
            .formatted(
                path.isEmpty() ? "" : " at '" + cut(path) + "'",
                limits.depth(),
                limits.keys(),
                limits.values(),
                limits.nameLength(),
                limits.numberLength(),
                limits.stringLength()));
  }

  static ApiException twice(String path) {
    return error(
        "duplicate_parameter", path, "'%s' is given twice. Give it once.".formatted(cut(path)));
  }

  static ApiException outOfRange(String path, String number) {
    return error(
        "invalid_value",
        path,
        "Invalid '%s': the number %s is out of range.".formatted(cut(path), number));
  }

  static ApiException halfSurrogate(String path) {
    return error(
        "invalid_value",
        path,
        "Invalid '%s': the text has half of a surrogate pair, which is not a character."
            .formatted(cut(path)));
  }

  static ApiException missing(String path) {
    return error(
        "missing_required_parameter", path, "Missing required parameter: '%s'.".formatted(path));
  }

  static ApiException unknown(List<String> names, String outer) {
    String path = inside(outer, names.getFirst());
    if (!outer.isEmpty()) {
      return error("unknown_parameter", path, "Unknown parameter: '%s'.".formatted(cut(path)));
    }
    return ApiError.badRequest(
            cut(path),
            "Unrecognized request argument%s supplied: %s"
                .formatted(names.size() == 1 ? "" : "s", cut(String.join(", ", names))))
        .toException();
  }

  static ApiException type(String path, String expected, JsonNode got) {
    String place = path.isEmpty() ? "the request body" : "'" + path + "'";
    return error(
        "invalid_type",
        path,
        "Invalid type for %s: expected %s, but got %s instead."
            .formatted(place, expected, kind(got)));
  }

  static ApiException value(String path, String got, List<String> supported) {
    return error(
        "invalid_value",
        path,
        "Invalid value: '%s'. Supported values are: %s."
            .formatted(cut(got), enumeration(supported)));
  }

  static ApiException bound(String path, Bound bound, String limit, String got) {
    return error(
        bound.code,
        path,
        "Invalid '%s': %s instead.".formatted(path, bound.sentence.formatted(limit, got)));
  }

  static ApiException emptyString(String path) {
    return error(
        "empty_string",
        path,
        ("Invalid '%s': empty string. Expected a string with minimum length 1, but got an empty"
                + " string instead.")
            .formatted(path));
  }

  static ApiException emptyArray(String path) {
    return error(
        "empty_array",
        path,
        ("Invalid '%s': empty array. Expected an array with minimum length 1, but got an empty"
                + " array instead.")
            .formatted(path));
  }

  static ApiException error(String code, String path, String message) {
    return ApiError.badRequest(code, path.isEmpty() ? null : cut(path), message).toException();
  }

  static String inside(String outer, String name) {
    return outer.isEmpty() ? name : outer + "." + name;
  }

  static String cut(String text) {
    return text.codePointCount(0, text.length()) <= ECHO
        ? text
        : text.substring(0, text.offsetByCodePoints(0, ECHO)) + "…";
  }

  private static String enumeration(List<String> names) {
    List<String> quoted = names.stream().map(name -> "'" + name + "'").toList();
    if (quoted.size() < 3) {
      return String.join(" and ", quoted);
    }
    return quoted.stream().limit(quoted.size() - 1L).collect(Collectors.joining(", "))
        + ", and "
        + quoted.getLast();
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case STRING -> "a string";
      case BOOLEAN -> "a boolean";
      case NUMBER -> node.isIntegralNumber() ? "an integer" : "a decimal number";
      case NULL -> "null";
      case BINARY, MISSING, POJO -> "something else";
    };
  }

  /** The ends of ranges, each with OpenAI's code and sentence about limit and value. */
  enum Bound {
    INTEGER_MIN(
        "integer_below_min_value",
        "integer below minimum value. Expected a value >= %s, but got %s"),
    INTEGER_MAX(
        "integer_above_max_value",
        "integer above maximum value. Expected a value <= %s, but got %s"),
    DECIMAL_MIN(
        "decimal_below_min_value",
        "decimal below minimum value. Expected a value >= %s, but got %s"),
    DECIMAL_ABOVE(
        "decimal_below_min_value",
        "decimal below minimum value. Expected a value > %s, but got %s"),
    DECIMAL_MAX(
        "decimal_above_max_value",
        "decimal above maximum value. Expected a value <= %s, but got %s"),
    STRING_MAX(
        "string_above_max_length",
        "string too long. Expected a string with maximum length %s, but got a string with length"
            + " %s"),
    ARRAY_MAX(
        "array_above_max_length",
        "array too long. Expected an array with maximum length %s, but got an array with length"
            + " %s"),
    OBJECT_MAX(
        "object_above_max_properties",
        "too many properties. Expected an object with at most %s properties, but got an object"
            + " with %s properties");

    private final String code;
    private final String sentence;

    Bound(String code, String sentence) {
      this.code = code;
      this.sentence = sentence;
    }
  }
}
