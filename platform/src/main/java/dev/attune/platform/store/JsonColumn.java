package dev.attune.platform.store;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Records of plain numbers and texts as JSON in a column; fields that a row lacks are null. */
final class JsonColumn {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private JsonColumn() {}

  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static @Nullable String textOrNull(@Nullable Object value) {
    return value == null ? null : text(value);
  }

  static <T> T read(@Nullable String text, Class<T> type) {
    return MAPPER.readValue(text, type);
  }

  static <T> @Nullable T readOrNull(@Nullable String text, Class<T> type) {
    return text == null ? null : read(text, type);
  }
}
