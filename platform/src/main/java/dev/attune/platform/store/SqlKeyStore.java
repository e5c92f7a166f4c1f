package dev.attune.platform.store;

import dev.attune.platform.keys.ApiKey;
import dev.attune.platform.keys.KeyStore;
import dev.attune.platform.owner.Project;
import java.util.List;
import java.util.Optional;

/** {@link KeyStore} in the database. */
public final class SqlKeyStore implements KeyStore {
  private final Database database;

  public SqlKeyStore(Database database) {
    this.database = database;
  }

  @Override
  public void insert(ApiKey key, String sha256) {
    database.write(h ->
        h.createUpdate(
                """
                INSERT INTO api_keys (id, project_id, name, sha256, created_at)
                VALUES (:id, :project, :name, :sha256, :at)
                """)
            .bind("id", key.id())
            .bind("project", key.projectId())
            .bind("name", key.name())
            .bind("sha256", sha256)
            .bind("at", key.createdAt().toEpochMilli())
            .execute());
  }

  @Override
  public Optional<Project> findProject(String sha256) {
    return database.read(h ->
        h.createQuery(
                """
                SELECT p.id AS project_id, o.id AS organization_id, o.name AS organization_name
                FROM api_keys k
                JOIN projects p ON p.id = k.project_id
                JOIN organizations o ON o.id = p.organization_id
                WHERE k.sha256 = :sha256
                """)
            .bind("sha256", sha256)
            .map((row, _) -> SqlProjectStore.project(row))
            .findOne());
  }

  @Override
  public List<ApiKey> list(String projectId) {
    return database.read(h ->
        h.createQuery("SELECT * FROM api_keys WHERE project_id = :project ORDER BY number")
            .bind("project", projectId)
            .map((row, _) ->
                new ApiKey(
                    row.getString("id"),
                    row.getString("project_id"),
                    row.getString("name"),
                    Rows.time(row, "created_at")))
            .list());
  }

  @Override
  public boolean delete(String projectId, String id) {
    return database.write(h ->
        h.createUpdate("DELETE FROM api_keys WHERE project_id = :project AND id = :id")
            .bind("project", projectId)
            .bind("id", id)
            .execute())
        > 0;
  }

  @Override
  public boolean isEmpty() {
    return database.read(h ->
        h.createQuery("SELECT NOT EXISTS (SELECT 1 FROM api_keys)").mapTo(Boolean.class).one());
  }
}
