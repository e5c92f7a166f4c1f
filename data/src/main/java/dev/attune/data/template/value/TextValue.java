package dev.attune.data.template.value;

/**
 * A text. Positions inside it count code points, as Python does.
 *
 * @param safe true for what went through {@code |safe} or {@code |escape}: joined with {@code +} to
 *     another text, it escapes that one
 */
public record TextValue(String text, boolean safe) implements Value {
  public static final TextValue EMPTY = TextValue.of("");

  public static TextValue of(String text) {
    return new TextValue(text, false);
  }

  public static TextValue safe(String text) {
    return new TextValue(text, true);
  }

  /** {@code other} with the safety of this one. */
  public TextValue alike(String other) {
    return new TextValue(other, safe);
  }

  @Override
  public String typeName() {
    return safe ? "Markup" : "str";
  }
}
