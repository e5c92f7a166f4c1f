package dev.attune.data.template.builtin;

import dev.attune.data.template.value.IntValue;
import dev.attune.data.template.value.NoneValue;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.UndefinedValue;
import dev.attune.data.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from an element to what a filter looks at, written as {@code "a.b.0"}.
 *
 * @param otherwise what stands for an undefined step; null for nothing
 */
record AttributePath(List<Value> steps, @Nullable Value otherwise) {
  private static final int MAX_DIGITS = 9;

  AttributePath {
    steps = List.copyOf(steps);
  }

  /** {@code attribute} as a filter is given it; none of it means the element itself. */
  static AttributePath of(@Nullable Value attribute, @Nullable Value otherwise) {
    if (attribute == null || attribute instanceof NoneValue) {
      return new AttributePath(List.of(), otherwise);
    }
    if (!(attribute instanceof TextValue text)) {
      return new AttributePath(List.of(attribute), otherwise);
    }
    return new AttributePath(steps(text.text()), otherwise);
  }

  static AttributePath of(@Nullable Value attribute) {
    return of(attribute, null);
  }

  /** Several paths with commas between them, for a sort by one after the other. */
  static List<AttributePath> several(@Nullable Value attribute) {
    if (!(attribute instanceof TextValue text)) {
      return List.of(of(attribute));
    }
    List<AttributePath> paths = new ArrayList<>();
    for (String path : text.text().split(",", -1)) {
      paths.add(new AttributePath(steps(path), null));
    }
    return paths;
  }

  private static List<Value> steps(String path) {
    List<Value> steps = new ArrayList<>();
    for (String step : path.split("\\.", -1)) {
      boolean isNumber =
          !step.isEmpty()
              && step.length() <= MAX_DIGITS
              && step.chars().allMatch(c -> c >= '0' && c <= '9');
      steps.add(isNumber ? IntValue.of(Integer.parseInt(step)) : TextValue.of(step));
    }
    return steps;
  }

  Value follow(Value element, PythonRules rules) {
    Value value = element;
    for (Value step : steps) {
      value = Attributes.item(value, step, rules);
      if (otherwise != null && value instanceof UndefinedValue) {
        value = otherwise;
      }
    }
    return value;
  }
}
