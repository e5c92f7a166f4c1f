package dev.attune.platform.store;

import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * One piece of a table whose rows have an {@code id} and a {@code number}, which orders them.
 *
 * @param table the table
 * @param where which of its rows are in the list, with named parameters
 * @param values of these parameters
 */
record Paging(String table, String where, Map<String, Object> values) {
  <T> Page<T> read(Handle handle, PageRequest page, RowMapper<T> mapper) {
    boolean newestFirst = page.order() == PageRequest.Order.NEWEST_FIRST;
    String behind =
        page.after() == null
            ? ""
            : " AND number %s (SELECT number FROM %s WHERE id = :after AND %s)"
                .formatted(newestFirst ? "<" : ">", table, where);
    String sql =
        "SELECT * FROM %s WHERE %s%s ORDER BY number %s LIMIT :limit"
            .formatted(table, where, behind, newestFirst ? "DESC" : "ASC");
    Map<String, Object> all = new HashMap<>(values);
    all.put("limit", page.limit() + 1);
    if (page.after() != null) {
      all.put("after", page.after());
    }
    List<T> rows = handle.createQuery(sql).bindMap(all).map(mapper).list();
    return Page.ofOneMore(rows, page.limit());
  }
}
