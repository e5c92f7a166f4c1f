package dev.attune.wire.files;

import dev.attune.wire.json.Parameters;
import dev.attune.wire.lists.PageQuery;
import org.jspecify.annotations.Nullable;

/** Which files are wanted, of every purpose when it is null. */
public record FileQuery(PageQuery page, @Nullable Purpose purpose) {
  private static final int USUAL_LIMIT = 10_000;

  public static FileQuery read(Parameters query) {
    return new FileQuery(
        PageQuery.read(query, USUAL_LIMIT),
        query.text("purpose").map(f -> f.oneOf(Purpose.values())).orElse(null));
  }
}
