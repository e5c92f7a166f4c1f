package dev.attune.wire.chat;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an answer ends, and how many answers there are.
 *
 * @param choices answers to the same messages, 1 to 128
 * @param maxTokens of each answer, null for what the context has room for
 * @param stop up to 4 texts that end an answer and are not part of it
 */
public record Length(int choices, @Nullable Integer maxTokens, List<String> stop) {
  private static final int MOST_STOPS = 4;
  private static final int STOP_LENGTH = 4_096;

  public Length {
    stop = List.copyOf(stop);
  }

  static Length read(JsonObject o) {
    return new Length(
        o.optional("n").map(f -> f.integer(1, 128)).orElse(1),
        maxTokens(o),
        o.optional("stop").map(Length::stops).orElse(List.of()));
  }

  private static @Nullable Integer maxTokens(JsonObject o) {
    Optional<Integer> newer = tokens(o, "max_completion_tokens");
    Optional<Integer> older = tokens(o, "max_tokens");
    if (newer.isPresent() && older.isPresent() && !newer.equals(older)) {
      throw o.required("max_tokens")
          .invalid("it says another number than 'max_completion_tokens'. Send one of the two");
    }
    return newer.or(() -> older).orElse(null);
  }

  private static Optional<Integer> tokens(JsonObject o, String name) {
    return o.optional(name).map(f -> f.integer(1, Integer.MAX_VALUE));
  }

  private static List<String> stops(JsonField field) {
    return switch (field.node().getNodeType()) {
      case STRING -> List.of(field.string(STOP_LENGTH));
      case ARRAY -> field.list(MOST_STOPS, stop -> stop.string(STOP_LENGTH));
      case OBJECT, NUMBER, BOOLEAN, NULL, BINARY, MISSING, POJO ->
          throw field.wrongType("one of a string or array of strings");
    };
  }
}
