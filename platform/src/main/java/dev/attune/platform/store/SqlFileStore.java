package dev.attune.platform.store;

import dev.attune.platform.files.FileStore;
import dev.attune.platform.files.StoredFile;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@link FileStore} in the database. */
public final class SqlFileStore implements FileStore {
  private static final String ALIVE = "(expires_at IS NULL OR expires_at > :now)";

  /** Of a file: some job that has not ended names it. */
  private static final String NEEDED =
      """
      EXISTS (SELECT 1 FROM jobs
        WHERE files.id IN (training_file, validation_file)
          AND jobs.project_id = files.project_id
          AND state NOT IN ('succeeded', 'failed', 'cancelled'))
      """;

  private final Database database;

  public SqlFileStore(Database database) {
    this.database = database;
  }

  @Override
  public void insert(StoredFile file) {
    database.write(h -> insert(h, file));
  }

  static int insert(Handle handle, StoredFile file) {
    return handle
        .createUpdate(
            """
            INSERT INTO files (id, project_id, purpose, filename, bytes, sha256, created_at, expires_at)
            VALUES (:id, :project, :purpose, :filename, :bytes, :sha256, :created, :expires)
            """)
        .bind("id", file.id())
        .bind("project", file.projectId())
        .bind("purpose", file.purpose())
        .bind("filename", file.filename())
        .bind("bytes", file.bytes())
        .bind("sha256", file.sha256())
        .bind("created", file.createdAt().toEpochMilli())
        .bind("expires", Rows.millis(file.expiresAt()))
        .execute();
  }

  @Override
  public Optional<StoredFile> find(String projectId, String id, Instant now) {
    return database.read(h ->
        h.createQuery("SELECT * FROM files WHERE project_id = :project AND id = :id AND " + ALIVE)
            .bind("project", projectId)
            .bind("id", id)
            .bind("now", now.toEpochMilli())
            .map((row, _) -> file(row))
            .findOne());
  }

  @Override
  public Optional<StoredFile> findEver(String projectId, String id) {
    return database.read(h ->
        h.createQuery("SELECT * FROM files WHERE project_id = :project AND id = :id")
            .bind("project", projectId)
            .bind("id", id)
            .map((row, _) -> file(row))
            .findOne());
  }

  @Override
  public Page<StoredFile> list(
      String projectId, @Nullable String purpose, PageRequest page, Instant now) {
    Map<String, Object> values = new HashMap<>();
    values.put("project", projectId);
    values.put("now", now.toEpochMilli());
    String where = "project_id = :project AND " + ALIVE;
    if (purpose != null) {
      values.put("purpose", purpose);
      where += " AND purpose = :purpose";
    }
    Paging paging = new Paging("files", where, values);
    return database.read(h -> paging.read(h, page, (row, _) -> file(row)));
  }

  @Override
  public boolean delete(String projectId, String id) {
    return database.write(h ->
        h.createUpdate("DELETE FROM files WHERE project_id = :project AND id = :id")
            .bind("project", projectId)
            .bind("id", id)
            .execute())
        > 0;
  }

  @Override
  public void expire(String projectId, String id, Instant now) {
    database.write(h ->
        h.createUpdate(
                "UPDATE files SET expires_at = :now WHERE project_id = :project AND id = :id")
            .bind("project", projectId)
            .bind("id", id)
            .bind("now", now.toEpochMilli())
            .execute());
  }

  @Override
  public boolean isNeeded(String id) {
    return database.read(h ->
        h.createQuery("SELECT EXISTS (SELECT 1 FROM files WHERE id = :id AND %s)".formatted(NEEDED))
            .bind("id", id)
            .mapTo(Boolean.class)
            .one());
  }

  @Override
  public List<StoredFile> findExpired(Instant now) {
    return database.read(h ->
        h.createQuery(
                "SELECT * FROM files WHERE expires_at <= :now AND NOT %s ORDER BY number LIMIT 1000"
                    .formatted(NEEDED))
            .bind("now", now.toEpochMilli())
            .map((row, _) -> file(row))
            .list());
  }

  @Override
  public boolean isContentInUse(String sha256) {
    return database.read(h ->
        h.createQuery(
                """
                SELECT EXISTS (SELECT 1 FROM files WHERE sha256 = :sha256)
                  OR EXISTS (SELECT 1 FROM upload_parts WHERE sha256 = :sha256)
                """)
            .bind("sha256", sha256)
            .mapTo(Boolean.class)
            .one());
  }

  private static StoredFile file(ResultSet row) throws SQLException {
    return new StoredFile(
        row.getString("id"),
        row.getString("project_id"),
        row.getString("purpose"),
        row.getString("filename"),
        row.getLong("bytes"),
        row.getString("sha256"),
        Rows.time(row, "created_at"),
        Rows.timeOrNull(row, "expires_at"));
  }
}
