package dev.attune.platform.page;

import org.jspecify.annotations.Nullable;

/**
 * Which piece of a list is wanted.
 *
 * @param after the id of the last item of the piece before, null for the first piece; behind an id
 *     that is not in the list there is nothing
 * @param limit items at most
 */
public record PageRequest(@Nullable String after, int limit, Order order) {
  /** The direction of a list in time. */
  public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
  }

  public static PageRequest newestFirst(@Nullable String after, int limit) {
    return new PageRequest(after, limit, Order.NEWEST_FIRST);
  }
}
