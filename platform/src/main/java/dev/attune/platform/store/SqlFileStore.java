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
  public List<StoredFile> findExpired(Instant now) {
    return database.read(h ->
        h.createQuery("SELECT * FROM files WHERE expires_at <= :now ORDER BY number LIMIT 1000")
            .bind("now", now.toEpochMilli())
            .map((row, _) -> file(row))
            .list());
  }

  @Override
  public boolean isContentInUse(String sha256) {
    return database.read(h ->
        h.createQuery("SELECT EXISTS (SELECT 1 FROM files WHERE sha256 = :sha256)")
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
