package dev.attune.platform.store;

import dev.attune.platform.models.CheckpointPermission;
import dev.attune.platform.models.PermissionStore;
import dev.attune.platform.models.TunedModel;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@link PermissionStore} in the database. */
public final class SqlPermissionStore implements PermissionStore {
  private final Database database;

  public SqlPermissionStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<TunedModel> findModel(String organizationId, String name) {
    return database.read(h ->
        h.createQuery(
                """
                SELECT m.* FROM tuned_models m JOIN projects p ON p.id = m.project_id
                WHERE p.organization_id = :organization AND m.name = :name
                """)
            .bind("organization", organizationId)
            .bind("name", name)
            .map((row, _) -> SqlModelStore.tuned(row))
            .findOne());
  }

  @Override
  public List<CheckpointPermission> insert(List<CheckpointPermission> permissions) {
    return database.write(h -> permissions.stream().map(each -> insert(h, each)).toList());
  }

  private static CheckpointPermission insert(Handle h, CheckpointPermission permission) {
    h.createUpdate(
            """
            INSERT INTO checkpoint_permissions (id, model, project_id, created_at)
            VALUES (:id, :model, :project, :at)
            ON CONFLICT (model, project_id) DO NOTHING
            """)
        .bind("id", permission.id())
        .bind("model", permission.model())
        .bind("project", permission.projectId())
        .bind("at", permission.createdAt().toEpochMilli())
        .execute();
    return h.createQuery(
            "SELECT * FROM checkpoint_permissions WHERE model = :model AND project_id = :project")
        .bind("model", permission.model())
        .bind("project", permission.projectId())
        .map((row, _) -> permission(row))
        .one();
  }

  @Override
  public Page<CheckpointPermission> list(
      String model, @Nullable String projectId, PageRequest page) {
    Map<String, Object> values = new HashMap<>(Map.of("model", model));
    if (projectId != null) {
      values.put("project", projectId);
    }
    String where = "model = :model" + (projectId == null ? "" : " AND project_id = :project");
    Paging permissions = new Paging("checkpoint_permissions", where, values);
    return database.read(h -> permissions.read(h, page, (row, _) -> permission(row)));
  }

  @Override
  public boolean delete(String model, String id) {
    return database.write(h ->
        h.createUpdate("DELETE FROM checkpoint_permissions WHERE model = :model AND id = :id")
            .bind("model", model)
            .bind("id", id)
            .execute())
        > 0;
  }

  private static CheckpointPermission permission(ResultSet row) throws SQLException {
    return new CheckpointPermission(
        row.getString("id"),
        row.getString("model"),
        row.getString("project_id"),
        Rows.time(row, "created_at"));
  }
}
