package dev.attune.wire.finetuning;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.Parameters;
import dev.attune.wire.json.WireName;
import dev.attune.wire.lists.Order;
import dev.attune.wire.lists.PageQuery;
import org.jspecify.annotations.Nullable;

/**
 * Which permissions are wanted; their order is spelled otherwise than that of other lists.
 *
 * @param projectId only those of this project, or null
 */
public record PermissionQuery(@Nullable String projectId, PageQuery page) {
  private static final int USUAL = 10;
  private static final int MOST = 100;

  /** The spelling. */
  private enum Direction implements WireName {
    ASCENDING,
    DESCENDING
  }

  public static PermissionQuery read(Parameters query) {
    Direction direction =
        query.text("order").map(f -> f.oneOf(Direction.values())).orElse(Direction.DESCENDING);
    return new PermissionQuery(
        query.text("project_id").map(JsonField::string).orElse(null),
        new PageQuery(
            query.text("after").map(JsonField::string).orElse(null),
            query.integer("limit", 0, MOST, USUAL),
            switch (direction) {
              case ASCENDING -> Order.ASC;
              case DESCENDING -> Order.DESC;
            }));
  }
}
