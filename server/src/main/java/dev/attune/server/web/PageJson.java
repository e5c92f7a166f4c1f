package dev.attune.server.web;

import dev.attune.platform.page.PageRequest;
import dev.attune.wire.lists.Page;
import dev.attune.wire.lists.PageQuery;
import java.util.function.Function;

/** Pieces of lists between the platform and the wire. */
public final class PageJson {
  private PageJson() {}

  public static PageRequest request(PageQuery query) {
    return new PageRequest(
        query.after(),
        query.limit(),
        switch (query.order()) {
          case ASC -> PageRequest.Order.OLDEST_FIRST;
          case DESC -> PageRequest.Order.NEWEST_FIRST;
        });
  }

  public static <T, J> Page<J> of(dev.attune.platform.page.Page<T> page, Function<T, J> json) {
    return new Page<>(page.items().stream().map(json).toList(), page.hasMore());
  }
}
