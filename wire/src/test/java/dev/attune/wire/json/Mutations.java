package dev.attune.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every field of a request, made missing, null, of every other kind, huge, empty, and joined by an
 * unknown one. Whatever a reader does not take must end in a 400 that names the field.
 *
 * @param base a request with every field in it, which the reader takes
 */
public record Mutations(String base, Consumer<JsonNode> reader) {

  /** What JSON can hold, and worse. */
  private static final List<String> VALUES =
      List.of(
          "'x'",
          "''",
          "'NaN'",
          "'" + "y".repeat(100_000) + "'",
          "5",
          "0",
          "-0",
          "-1",
          "1.5",
          "-0.0",
          "1e-320",
          "1e308",
          "-1e308",
          "9223372036854775808",
          "1" + "0".repeat(60),
          "-1" + "0".repeat(60),
          "true",
          "[]",
          "[1]",
          "[null]",
          "['']",
          "[[]]",
          "{}",
          "{'x':1}",
          "{'x':null}");

  /** The kinds of JSON that a field takes. */
  public enum Kind {
    STRING,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    ARRAY,
    OBJECT;

    static Optional<Kind> of(JsonNode node) {
      return Optional.ofNullable(
          switch (node.getNodeType()) {
            case STRING -> STRING;
            case NUMBER -> node.isIntegralNumber() ? INTEGER : DECIMAL;
            case BOOLEAN -> BOOLEAN;
            case ARRAY -> ARRAY;
            case OBJECT -> OBJECT;
            case NULL, MISSING, BINARY, POJO -> null;
          });
    }
  }

  /** One request that differs from the base in one place. */
  public record Mutation(String name, String path, JsonNode body, Expected expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** What the reader must do with it. */
  public enum Expected {
    TAKEN,
    REFUSED,
    /** Both are right; a failure of another kind is not. */
    EITHER
  }

  /** All that can happen to a field that takes values of these kinds. */
  public Stream<Mutation> of(String path, boolean required, Kind... kinds) {
    Expected absent = required ? Expected.REFUSED : Expected.TAKEN;
    return Stream.concat(
        Stream.of(without(path, absent), with(path, "null", absent)), presentOnly(path, kinds));
  }

  /** The same of a field whose absence makes another field wrong. */
  public Stream<Mutation> presentOnly(String path, Kind... kinds) {
    List<Kind> taken = Arrays.asList(kinds);
    return VALUES.stream()
        .map(value ->
            with(
                path,
                value,
                Kind.of(json(value)).filter(taken::contains).isPresent()
                    ? Expected.EITHER
                    : Expected.REFUSED));
  }

  /** Values of the right kind that are just inside and just outside. */
  public Stream<Mutation> edges(String path, List<String> inside, List<String> outside) {
    return Stream.concat(
        inside.stream().map(value -> with(path, value, Expected.TAKEN)),
        outside.stream().map(value -> with(path, value, Expected.REFUSED)));
  }

  /** A key that nobody knows in every object that the request has at these paths. */
  public Stream<Mutation> unknownIn(String... paths) {
    return Stream.of(paths)
        .map(path -> FieldErrors.inside(path, "unknwon"))
        .map(path -> with(path, "1", Expected.REFUSED));
  }

  /** The places of all keys of the base. */
  public List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect("", json(base), paths);
    return paths;
  }

  private static void collect(String path, JsonNode node, List<String> paths) {
    for (var entry : node.properties()) {
      String inner = FieldErrors.inside(path, entry.getKey());
      paths.add(inner);
      collect(inner, entry.getValue(), paths);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(path + "[" + i + "]", node.get(i), paths);
    }
  }

  public void check(Mutation mutation) {
    if (mutation.expected() == Expected.TAKEN) {
      assertThatCode(() -> reader.accept(mutation.body())).doesNotThrowAnyException();
      return;
    }
    ApiException refusal = refusal(mutation);
    if (refusal == null) {
      assertThat(mutation.expected()).as("%s was taken", mutation).isEqualTo(Expected.EITHER);
      return;
    }
    ApiError error = refusal.error();
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.type()).isEqualTo("invalid_request_error");
    assertThat(error.param()).startsWith(mutation.path());
    assertThat(error.message()).hasSizeLessThan(1_000);
    // OpenAI's sentence about a wrong choice names the choices, not the field.
    if (!error.message().startsWith("Invalid value: '")) {
      assertThat(error.message()).contains(lastKey(mutation.path()));
    }
  }

  private ApiException refusal(Mutation mutation) {
    return catchThrowableOfType(ApiException.class, () -> reader.accept(mutation.body()));
  }

  private Mutation with(String path, String value, Expected expected) {
    JsonNode body = json(base);
    JsonNode parent = parent(body, path);
    if (parent instanceof ArrayNode array) {
      array.set(pointer(path).last().getMatchingIndex(), json(value));
    } else {
      ((ObjectNode) parent).set(lastKey(path), json(value));
    }
    String shown = value.length() > 30 ? value.substring(0, 30) + "…" : value;
    return new Mutation(path + " = " + shown, path, body, expected);
  }

  private Mutation without(String path, Expected expected) {
    JsonNode body = json(base);
    ((ObjectNode) parent(body, path)).remove(lastKey(path));
    return new Mutation(path + " missing", path, body, expected);
  }

  private static JsonNode parent(JsonNode body, String path) {
    return body.at(pointer(path).head());
  }

  private static String lastKey(String path) {
    return pointer(path).last().getMatchingProperty();
  }

  private static JsonPointer pointer(String path) {
    return JsonPointer.compile("/" + path.replace("[", "/").replace("]", "").replace('.', '/'));
  }

  private static JsonNode json(String text) {
    return WireJson.parse(text.replace('\'', '"'), JsonLimits.CHAT);
  }
}
