package dev.attune.wire.lists;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Which piece of a list is wanted.
 *
 * @param after the id of the last item of the piece before, null for the first piece; an id that is
 *     not in the list is not an error and has nothing after it
 * @param limit items at most; 0 is allowed because official clients send it
 */
public record PageQuery(@Nullable String after, int limit, Order order) {
  /** OpenAI says this of files and nothing of the other lists. */
  private static final int MOST = 10_000;

  /**
   * Reads {@code after}, {@code limit} and {@code order}; lists are newest first unless asked
   * otherwise.
   */
  public static PageQuery read(Parameters query, int usualLimit) {
    return new PageQuery(
        query.text("after").map(JsonField::string).orElse(null),
        query.integer("limit", 0, MOST, usualLimit),
        query.text("order").map(f -> f.oneOf(Order.values())).orElse(Order.DESC));
  }
}
