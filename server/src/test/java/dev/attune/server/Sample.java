package dev.attune.server;

import dev.attune.server.Spoil.Expected;
import dev.attune.wire.json.WireJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * A body that a route takes, with all its fields, and every way to spoil one of them. Paths of
 * fields may have {@code []} for any item of a list.
 */
final class Sample {
  private static final String HUGE_TEXT = "\"" + "y".repeat(100_000) + "\"";
  private static final String HUGE_LIST = list(20_000, "0");
  private static final String HUGE_OBJECT =
      IntStream.range(0, 11_000)
          .mapToObj("\"k%d\":0"::formatted)
          .collect(Collectors.joining(",", "{", "}"));
  private static final String DEEP = "[".repeat(100) + "]".repeat(100);

  /** Right or wrong by their kind alone. */
  private static final List<String> VALUES =
      List.of(
          "\"x\"",
          "\"\"",
          "\"NaN\"",
          "\"\\u0000\"",
          HUGE_TEXT,
          "5",
          "0",
          "-1",
          "1.5",
          "1e308",
          "9223372036854775808",
          "1" + "0".repeat(60),
          "true",
          "[]",
          "[null]",
          HUGE_LIST,
          "{}",
          "{\"x\":null}");

  /** Of no use to any field. */
  private static final List<String> POISON =
      List.of(
          "NaN",
          "Infinity",
          "-Infinity",
          "1e999",
          "1" + "0".repeat(100),
          "\"\\ud800\"",
          DEEP,
          HUGE_OBJECT);

  /** The kinds of JSON. */
  enum Kind {
    STRING,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    ARRAY,
    OBJECT;

    static Kind of(JsonNode node) {
      return switch (node.getNodeType()) {
        case STRING -> STRING;
        case NUMBER -> node.isIntegralNumber() ? INTEGER : DECIMAL;
        case BOOLEAN -> BOOLEAN;
        case ARRAY -> ARRAY;
        case OBJECT -> OBJECT;
        case NULL, MISSING, BINARY, POJO -> throw new IllegalArgumentException(node.toString());
      };
    }
  }

  /** A request that the route takes once. */
  record Asked(Client client, String path, String body) {}

  private final String route;
  private final Supplier<Asked> fresh;
  private final Set<String> required = new HashSet<>();
  private final Set<String> open = new HashSet<>();
  private final Map<String, String> linked = new HashMap<>();
  private final Map<String, List<Kind>> kinds = new HashMap<>();
  private @Nullable String refused;

  private Sample(String route, Supplier<Asked> fresh) {
    this.route = route;
    this.fresh = fresh;
  }

  /**
   * A sample of one route.
   *
   * @param route as the router knows it, such as {@code POST /v1/files/{id}}
   * @param fresh makes a request that the route takes, as often as it is asked
   */
  static Sample of(String route, Supplier<Asked> fresh) {
    return new Sample(route, fresh);
  }

  /** Fields that must be there. */
  Sample required(String... paths) {
    required.addAll(List.of(paths));
    return this;
  }

  /** Fields in which anything of their kind may stand. */
  Sample open(String... paths) {
    open.addAll(List.of(paths));
    return this;
  }

  /** A field whose absence makes another one wrong, which is then named. */
  Sample linked(String path, String other) {
    linked.put(path, other);
    return this;
  }

  /** More kinds that a field takes than the one that it has here. */
  Sample alsoTakes(String path, Kind... more) {
    kinds.put(path, List.of(more));
    return this;
  }

  /** The body is right, but what this field asks for is not done here. */
  Sample refused(String param) {
    refused = param;
    return this;
  }

  String route() {
    return route;
  }

  Asked fresh() {
    return fresh.get();
  }

  @Nullable String refusedFor() {
    return refused;
  }

  /** Whether a refusal that names a parameter is one of the spoiled field. */
  boolean isOf(Spoil spoil, String param) {
    return isIn(spoil.path(), param)
        || isIn(param, spoil.path())
        || param.equals(refused)
        || param.equals(linked.get(spoil.path()));
  }

  private static boolean isIn(String inner, String outer) {
    return !outer.isEmpty()
        && (inner.equals(outer) || inner.startsWith(outer + ".") || inner.startsWith(outer + "["));
  }

  List<Spoil> spoils(String body) {
    List<Spoil> spoils = new ArrayList<>();
    JsonNode root = WireJson.mapper().readTree(body);
    inside("", JsonPointer.empty(), root, spoils);
    return spoils;
  }

  private void inside(String path, JsonPointer place, JsonNode node, List<Spoil> spoils) {
    if (node.isObject()) {
      Expected unknown = isOpen(path) ? Expected.EITHER : Expected.REFUSED;
      spoils.add(spoil(inner(path, "unknwon"), place.appendProperty("unknwon"), "1", unknown));
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        String inner = inner(path, entry.getKey());
        JsonPointer innerPlace = place.appendProperty(entry.getKey());
        Expected absent = absent(inner);
        spoils.add(spoil(inner, innerPlace, null, absent));
        field(inner, innerPlace, entry.getValue(), absent, spoils);
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      String inner = "%s[%d]".formatted(path, i);
      Expected absent = isOpen(inner) ? Expected.EITHER : Expected.REFUSED;
      field(inner, place.appendIndex(i), node.get(i), absent, spoils);
    }
  }

  private void field(
      String path, JsonPointer place, JsonNode node, Expected ofNull, List<Spoil> spoils) {
    spoils.add(spoil(path, place, "null", ofNull));
    for (String value : VALUES) {
      Expected expected = takes(path, node, value) ? Expected.EITHER : Expected.REFUSED;
      spoils.add(spoil(path, place, value, expected));
    }
    POISON.forEach(value -> spoils.add(spoil(path, place, value, Expected.REFUSED)));
    inside(path, place, node, spoils);
  }

  private Spoil spoil(String path, JsonPointer place, @Nullable String token, Expected expected) {
    if (refused == null || expected != Expected.TAKEN) {
      return new Spoil(path, place, token, expected);
    }
    boolean mends = refused.startsWith(path); // what is not done is not asked for any more
    return new Spoil(path, place, token, mends ? Expected.TAKEN : Expected.REFUSED);
  }

  private boolean takes(String path, JsonNode usual, String value) {
    Kind kind = Kind.of(WireJson.mapper().readTree(value));
    return isOpen(path)
        || kind == Kind.of(usual)
        || (kind == Kind.INTEGER && Kind.of(usual) == Kind.DECIMAL)
        || kinds.getOrDefault(general(path), List.of()).contains(kind);
  }

  private Expected absent(String path) {
    if (required.contains(path) || required.contains(general(path))) {
      return Expected.REFUSED;
    }
    return linked.containsKey(path) || isOpen(path) ? Expected.EITHER : Expected.TAKEN;
  }

  private boolean isOpen(String path) {
    return open.stream().anyMatch(general(path)::startsWith);
  }

  private static String general(String path) {
    return path.replaceAll("\\[[0-9]+]", "[]");
  }

  private static String inner(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String list(int size, String item) {
    return "[" + String.join(",", Collections.nCopies(size, item)) + "]";
  }

  @Override
  public String toString() {
    return refused == null ? route : route + ", without " + refused;
  }
}
