package dev.attune.wire.json;

import dev.attune.wire.errors.ApiException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The query of a request, or the text parts of a form. In a query, names that nobody asks for are
 * let be, as OpenAI's service does: clients send paging to lists that have none. Who reads a form
 * refuses them.
 */
public final class Parameters {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,64}");
  private static final Pattern NESTED = Pattern.compile("([^\\[]+)\\[(.*)]", Pattern.DOTALL);

  private static final Pattern ITEM = Pattern.compile("\\[\\d*]$");

  private final Map<String, List<String>> values;

  public Parameters(Map<String, List<String>> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The text of a parameter, empty when it is absent or has no text. */
  public Optional<JsonField> text(String name) {
    return single(name).map(value -> new JsonField(name, NODES.stringNode(value)));
  }

  /** The text of a parameter that must be there. */
  public JsonField required(String name) {
    return text(name).orElseThrow(() -> FieldErrors.missing(name));
  }

  /** A whole number, {@code usual} when it is absent. */
  public int integer(String name, int min, int max, int usual) {
    return single(name)
        .map(value -> new JsonField(name, number(value)).integer(min, max))
        .orElse(usual);
  }

  /** {@code true} or {@code false}, false when it is absent. */
  public boolean bool(String name) {
    return single(name)
        .map(value ->
            switch (value) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new JsonField(name, NODES.stringNode(value)).wrongType("a boolean");
            })
        .orElse(false);
  }

  /** All {@code name[key]=value}, by key. */
  public Map<String, String> nested(String name) {
    Map<String, String> nested = new LinkedHashMap<>();
    for (String full : values.keySet()) {
      Matcher form = NESTED.matcher(full);
      if (form.matches() && form.group(1).equals(name)) {
        nested.put(form.group(2), values.get(full).isEmpty() ? "" : onlyOne(full));
      }
    }
    return Collections.unmodifiableMap(nested);
  }

  /**
   * The values of a list, which clients spell {@code name=a&name=b}, {@code name[]=a&name[]=b},
   * {@code name[0]=a&name[1]=b} or {@code name=a,b}.
   */
  public List<JsonField> fields(String name, int most) {
    List<JsonField> fields = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      if (entry.getKey().equals(name)
          || ITEM.matcher(entry.getKey()).replaceFirst("").equals(name)) {
        entry.getValue().stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .filter(value -> !value.isEmpty())
            .forEach(value -> fields.add(new JsonField(name, NODES.stringNode(value))));
      }
    }
    if (fields.size() > most) {
      throw FieldErrors.bound(
          name,
          FieldErrors.Bound.ARRAY_MAX,
          Integer.toString(most),
          Integer.toString(fields.size()));
    }
    return List.copyOf(fields);
  }

  /** The same as texts. */
  public List<String> all(String name, int most) {
    return fields(name, most).stream().map(JsonField::string).toList();
  }

  /** The exception for a name that nobody asks for. */
  public static ApiException unknown(String name) {
    return FieldErrors.unknown(List.of(name), "");
  }

  private Optional<String> single(String name) {
    return values.getOrDefault(name, List.of()).isEmpty()
        ? Optional.empty()
        : Optional.of(onlyOne(name)).filter(value -> !value.isEmpty());
  }

  private String onlyOne(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    if (all.size() > 1) {
      throw FieldErrors.twice(name);
    }
    return all.getFirst();
  }

  private static JsonNode number(String value) {
    return INTEGER.matcher(value).matches()
        ? NODES.numberNode(new BigInteger(value))
        : NODES.stringNode(value);
  }
}
