package dev.attune.platform.store;

import dev.attune.platform.usage.Group;
import dev.attune.platform.usage.UsageRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Sums of one table.
 *
 * @param time the expression of a row's second since 1970
 * @param columns those that rows can be told apart by; nothing that a client says becomes SQL
 */
record UsageSums(String time, Map<Group, String> columns, UsageRange range) {

  Query query(Handle h, String organizationId, String sumsAndTable) {
    Query query =
        h.createQuery(sql(sumsAndTable))
            .bind("width", range.width().toSeconds())
            .bind("organization", organizationId)
            .bind("start", range.start().getEpochSecond())
            .bind("end", range.end().getEpochSecond());
    filters().forEach((column, values) -> query.bindList(column + "_values", values));
    return query;
  }

  private String sql(String sumsAndTable) {
    List<String> groups = new ArrayList<>(List.of("bucket"));
    List<String> selected = new ArrayList<>();
    selected.add("(%1$s) - (%1$s) %% :width AS bucket".formatted(time));
    columns.forEach((group, column) -> {
      if (range.groups().contains(group)) {
        groups.add(column);
        selected.add(column);
      } else {
        selected.add("NULL AS " + column);
      }
    });
    String only =
        filters().keySet().stream()
            .map(" AND %1$s IN (<%1$s_values>)"::formatted)
            .collect(Collectors.joining());
    return "SELECT %1$s, %2$s AND (%3$s) >= :start AND (%3$s) < :end%4$s GROUP BY %5$s ORDER BY %5$s"
        .formatted(
            String.join(", ", selected), sumsAndTable, time, only, String.join(", ", groups));
  }

  /** Those that are not everything. */
  private Map<String, List<String>> filters() {
    Map<String, List<String>> filters = new LinkedHashMap<>();
    columns.forEach((group, column) -> {
      List<String> values =
          switch (group) {
            case PROJECT -> range.projects();
            case KEY -> range.keys();
            case MODEL -> range.models();
          };
      if (!values.isEmpty()) {
        filters.put(column, values);
      }
    });
    return filters;
  }
}
