package dev.attune.data.template;

import dev.attune.data.template.value.BoolValue;
import dev.attune.data.template.value.FloatValue;
import dev.attune.data.template.value.IntValue;
import dev.attune.data.template.value.ListValue;
import dev.attune.data.template.value.MapValue;
import dev.attune.data.template.value.NoneValue;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** JSON as the values of a template: {@code 8} is a whole number, {@code 8.0} is not. */
public final class JsonValues {
  private final UnaryOperator<String> words;

  private JsonValues(UnaryOperator<String> words) {
    this.words = words;
  }

  public static Value of(JsonNode node) {
    return of(node, UnaryOperator.identity());
  }

  /** The same with each text and each name as {@code words} has it. */
  public static Value of(JsonNode node, UnaryOperator<String> words) {
    return new JsonValues(words).value(node);
  }

  private Value value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> map(node);
      case ARRAY -> list(node);
      case STRING -> TextValue.of(words.apply(node.stringValue()));
      case BOOLEAN -> BoolValue.of(node.booleanValue());
      case NUMBER ->
          node.isIntegralNumber()
              ? new IntValue(node.bigIntegerValue())
              : new FloatValue(node.doubleValue());
      case NULL, MISSING -> NoneValue.NONE;
      case BINARY, POJO -> throw new IllegalArgumentException(node.getNodeType().toString());
    };
  }

  private MapValue map(JsonNode node) {
    MapValue.Builder entries = MapValue.builder();
    node.properties()
        .forEach(entry -> entries.put(words.apply(entry.getKey()), value(entry.getValue())));
    return entries.build();
  }

  private ListValue list(JsonNode node) {
    List<Value> items = new ArrayList<>(node.size());
    node.forEach(item -> items.add(value(item)));
    return new ListValue(items);
  }
}
