package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.attune.wire.json.JsonField;
import java.util.function.Function;

/** A number, or {@code "auto"}: the platform picks one when it knows the training file. */
public sealed interface AutoOr<T> {

  /** Not picked yet. */
  record Auto<T>() implements AutoOr<T> {
    @Override
    public Object json() {
      return "auto";
    }
  }

  /** Picked by the client or the platform. */
  record Value<T>(T value) implements AutoOr<T> {
    @Override
    public Object json() {
      return value;
    }
  }

  /** As it stands on the wire. */
  @JsonValue
  Object json();

  static <T> AutoOr<T> auto() {
    return new Auto<>();
  }

  static <T> AutoOr<T> of(T value) {
    return new Value<>(value);
  }

  /** This value, or {@code other} where this is {@code auto}. */
  default AutoOr<T> or(AutoOr<T> other) {
    return switch (this) {
      case Auto<T> _ -> other;
      case Value<T> picked -> picked;
    };
  }

  /** The value, or {@code usual} where this is {@code auto}. */
  default T orElse(T usual) {
    return switch (this) {
      case Auto<T> _ -> usual;
      case Value<T>(T value) -> value;
    };
  }

  /** Reads {@code "auto"} here and everything else by {@code reader}. */
  static <T> AutoOr<T> read(JsonField field, String kind, Function<JsonField, T> reader) {
    if (field.node().isString()) {
      if (field.string().equals("auto")) {
        return auto();
      }
      throw field.wrongType("'auto' or " + kind);
    }
    if (!field.node().isNumber()) {
      throw field.wrongType("'auto' or " + kind);
    }
    return of(reader.apply(field));
  }
}
