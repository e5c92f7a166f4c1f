package dev.attune.platform.page;

import java.util.List;

/**
 * A piece of a list.
 *
 * @param hasMore whether something follows
 */
public record Page<T>(List<T> items, boolean hasMore) {
  public Page {
    items = List.copyOf(items);
  }

  /** Cuts a list that was read one item further than it was wanted. */
  public static <T> Page<T> ofOneMore(List<T> items, int limit) {
    return items.size() > limit
        ? new Page<>(items.subList(0, limit), true)
        : new Page<>(items, false);
  }
}
