package dev.attune.platform.store;

import dev.attune.platform.keys.AdminKey;
import dev.attune.platform.keys.ApiKey;
import dev.attune.platform.keys.KeyStore;
import dev.attune.platform.keys.Opened;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
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
                INSERT INTO api_keys
                  (id, project_id, name, sha256, redacted, service_account, created_at)
                VALUES (:id, :project, :name, :sha256, :redacted, :account, :at)
                """)
            .bind("id", key.id())
            .bind("project", key.projectId())
            .bind("name", key.name())
            .bind("sha256", sha256)
            .bind("redacted", key.redacted())
            .bind("account", key.serviceAccount())
            .bind("at", key.createdAt().toEpochMilli())
            .execute());
  }

  @Override
  public Optional<Opened> find(String sha256) {
    Optional<Opened> project =
        database.read(h ->
            h.createQuery(
                    """
                    SELECT k.id AS key_id, p.id AS project_id, o.id AS organization_id, o.name AS organization_name
                    FROM api_keys k
                    JOIN projects p ON p.id = k.project_id
                    JOIN organizations o ON o.id = p.organization_id
                    WHERE k.sha256 = :sha256 AND p.archived_at IS NULL
                    """)
                .bind("sha256", sha256)
                .<Opened>map((row, _) ->
                    new Opened.OfProject(SqlProjectStore.project(row), row.getString("key_id")))
                .findOne());
    return project.isPresent() ? project : findOrganization(sha256);
  }

  private Optional<Opened> findOrganization(String sha256) {
    return database.read(h ->
        h.createQuery(
                """
                SELECT o.id, o.name, k.expires_at
                FROM admin_keys k JOIN organizations o ON o.id = k.organization_id
                WHERE k.sha256 = :sha256
                """)
            .bind("sha256", sha256)
            .<Opened>map((row, _) ->
                new Opened.OfOrganization(
                    new Organization(row.getString("id"), row.getString("name")),
                    Rows.timeOrNull(row, "expires_at")))
            .findOne());
  }

  @Override
  public List<ApiKey> list(String projectId) {
    return database.read(h ->
        h.createQuery("SELECT * FROM api_keys WHERE project_id = :project ORDER BY number")
            .bind("project", projectId)
            .map((row, _) -> key(row))
            .list());
  }

  @Override
  public Page<ApiKey> list(String projectId, PageRequest page) {
    Paging keys = new Paging("api_keys", "project_id = :project", Map.of("project", projectId));
    return database.read(h -> keys.read(h, page, (row, _) -> key(row)));
  }

  @Override
  public Optional<ApiKey> find(String projectId, String id) {
    return database.read(h ->
        h.createQuery("SELECT * FROM api_keys WHERE project_id = :project AND id = :id")
            .bind("project", projectId)
            .bind("id", id)
            .map((row, _) -> key(row))
            .findOne());
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

  @Override
  public void insert(AdminKey key, String sha256) {
    database.write(h ->
        h.createUpdate(
                """
                INSERT INTO admin_keys
                  (id, organization_id, name, sha256, redacted, created_at, expires_at)
                VALUES (:id, :organization, :name, :sha256, :redacted, :at, :until)
                """)
            .bind("id", key.id())
            .bind("organization", key.organizationId())
            .bind("name", key.name())
            .bind("sha256", sha256)
            .bind("redacted", key.redacted())
            .bind("at", key.createdAt().toEpochMilli())
            .bind("until", Rows.millis(key.expiresAt()))
            .execute());
  }

  @Override
  public Page<AdminKey> listAdmin(String organizationId, PageRequest page) {
    Paging keys =
        new Paging(
            "admin_keys",
            "organization_id = :organization",
            Map.of("organization", organizationId));
    return database.read(h -> keys.read(h, page, (row, _) -> adminKey(row)));
  }

  @Override
  public Optional<AdminKey> findAdmin(String organizationId, String id) {
    return database.read(h ->
        h.createQuery("SELECT * FROM admin_keys WHERE organization_id = :organization AND id = :id")
            .bind("organization", organizationId)
            .bind("id", id)
            .map((row, _) -> adminKey(row))
            .findOne());
  }

  @Override
  public boolean deleteAdmin(String organizationId, String id) {
    return database.write(h ->
        h.createUpdate("DELETE FROM admin_keys WHERE organization_id = :organization AND id = :id")
            .bind("organization", organizationId)
            .bind("id", id)
            .execute())
        > 0;
  }

  @Override
  public boolean hasNoAdmin() {
    return database.read(h ->
        h.createQuery("SELECT NOT EXISTS (SELECT 1 FROM admin_keys)").mapTo(Boolean.class).one());
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getString("id"),
        row.getString("project_id"),
        row.getString("name"),
        row.getString("redacted"),
        row.getString("service_account"),
        Rows.time(row, "created_at"));
  }

  private static AdminKey adminKey(ResultSet row) throws SQLException {
    return new AdminKey(
        row.getString("id"),
        row.getString("organization_id"),
        row.getString("name"),
        row.getString("redacted"),
        Rows.time(row, "created_at"),
        Rows.timeOrNull(row, "expires_at"));
  }
}
