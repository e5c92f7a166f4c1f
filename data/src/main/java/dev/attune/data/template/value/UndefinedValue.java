package dev.attune.data.template.value;

import dev.attune.data.template.value.TemplateException.Kind;

/**
 * What a name or an attribute gives that is not there: it prints as nothing, is false and empty,
 * and fails with {@code message} when more is asked of it.
 */
public record UndefinedValue(Kind kind, String message) implements Value {
  public static UndefinedValue of(String message) {
    return new UndefinedValue(Kind.UNDEFINED, message);
  }

  /** For an attribute that the sandbox keeps from templates. */
  public static UndefinedValue unsafe(Value owner, String attribute) {
    return new UndefinedValue(
        Kind.SECURITY,
        "access to attribute '%s' of '%s' object is unsafe."
            .formatted(attribute, owner.typeName()));
  }

  public TemplateException failure() {
    return new TemplateException(kind, message);
  }

  @Override
  public String typeName() {
    return "Undefined";
  }
}
