package dev.attune.platform.store;

import dev.attune.platform.files.Blob;
import dev.attune.platform.files.NewFile;
import dev.attune.platform.files.StoredFile;
import dev.attune.platform.uploads.Upload;
import dev.attune.platform.uploads.UploadLimits;
import dev.attune.platform.uploads.UploadPart;
import dev.attune.platform.uploads.UploadState;
import dev.attune.platform.uploads.UploadStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** {@link UploadStore} in the database. */
public final class SqlUploadStore implements UploadStore {
  private final Database database;

  public SqlUploadStore(Database database) {
    this.database = database;
  }

  @Override
  public void insert(Upload upload) {
    database.write(h -> insert(h, upload));
  }

  private static int insert(Handle handle, Upload upload) {
    Duration lifetime = upload.file().lifetime();
    return handle
        .createUpdate(
            """
            INSERT INTO uploads (id, project_id, purpose, filename, lifetime, bytes, created_at,
              expires_at, state, parts, received)
            VALUES (:id, :project, :purpose, :filename, :lifetime, :bytes, :created,
              :expires, :state, 0, 0)
            """)
        .bind("id", upload.id())
        .bind("project", upload.projectId())
        .bind("purpose", upload.file().purpose())
        .bind("filename", upload.file().filename())
        .bind("lifetime", lifetime == null ? null : lifetime.toMillis())
        .bind("bytes", upload.bytes())
        .bind("created", upload.createdAt().toEpochMilli())
        .bind("expires", upload.expiresAt().toEpochMilli())
        .bind("state", text(upload.state()))
        .execute();
  }

  @Override
  public Optional<Upload> find(String projectId, String id) {
    return database.read(h ->
        h.createQuery("SELECT * FROM uploads WHERE project_id = :project AND id = :id")
            .bind("project", projectId)
            .bind("id", id)
            .map((row, _) -> upload(row))
            .findOne());
  }

  @Override
  public boolean addPart(UploadPart part, UploadLimits limits) {
    return database.write(h -> makeRoom(h, part, limits) && insert(h, part) > 0);
  }

  private static boolean makeRoom(Handle handle, UploadPart part, UploadLimits limits) {
    return handle
            .createUpdate(
                """
                UPDATE uploads SET parts = parts + 1, received = received + :bytes
                WHERE id = :id AND state = 'pending'
                  AND parts < :most_parts AND received + :bytes <= :most_bytes
                """)
            .bind("id", part.uploadId())
            .bind("bytes", part.blob().bytes())
            .bind("most_parts", limits.parts())
            .bind("most_bytes", limits.bytes())
            .execute()
        > 0;
  }

  private static int insert(Handle handle, UploadPart part) {
    return handle
        .createUpdate(
            """
            INSERT INTO upload_parts (id, upload_id, bytes, sha256, created_at)
            VALUES (:id, :upload, :bytes, :sha256, :created)
            """)
        .bind("id", part.id())
        .bind("upload", part.uploadId())
        .bind("bytes", part.blob().bytes())
        .bind("sha256", part.blob().sha256())
        .bind("created", part.createdAt().toEpochMilli())
        .execute();
  }

  @Override
  public List<UploadPart> listParts(String uploadId) {
    return database.read(h ->
        h.createQuery("SELECT * FROM upload_parts WHERE upload_id = :upload ORDER BY number")
            .bind("upload", uploadId)
            .map((row, _) -> part(row))
            .list());
  }

  @Override
  public boolean end(String uploadId, UploadState end, Optional<StoredFile> file) {
    return database.write(h -> {
      boolean first =
          h.createUpdate("UPDATE uploads SET state = :state WHERE id = :id AND state = 'pending'")
                  .bind("state", text(end))
                  .bind("id", uploadId)
                  .execute()
              > 0;
      if (first) {
        file.ifPresent(made -> SqlFileStore.insert(h, made));
      }
      return first;
    });
  }

  @Override
  public List<String> findExpired(Instant now) {
    return database.read(h ->
        h.createQuery("SELECT id FROM uploads WHERE state = 'pending' AND expires_at <= :now")
            .bind("now", now.toEpochMilli())
            .mapTo(String.class)
            .list());
  }

  @Override
  public List<UploadPart> findLeftParts() {
    return database.read(h ->
        h.createQuery(
                """
                SELECT upload_parts.* FROM upload_parts JOIN uploads ON uploads.id = upload_id
                WHERE state <> 'pending' ORDER BY upload_parts.number LIMIT 10000
                """)
            .map((row, _) -> part(row))
            .list());
  }

  @Override
  public void deletePart(String id) {
    database.write(
        h -> h.createUpdate("DELETE FROM upload_parts WHERE id = :id").bind("id", id).execute());
  }

  @Override
  public void forget(Instant before) {
    database.write(h ->
        h.createUpdate(
                """
                DELETE FROM uploads WHERE state <> 'pending' AND expires_at < :before
                  AND NOT EXISTS (SELECT 1 FROM upload_parts WHERE upload_id = uploads.id)
                """)
            .bind("before", before.toEpochMilli())
            .execute());
  }

  private static Upload upload(ResultSet row) throws SQLException {
    Long lifetime = Rows.longOrNull(row, "lifetime");
    return new Upload(
        row.getString("id"),
        row.getString("project_id"),
        new NewFile(
            row.getString("purpose"),
            row.getString("filename"),
            lifetime == null ? null : Duration.ofMillis(lifetime)),
        row.getLong("bytes"),
        Rows.time(row, "created_at"),
        Rows.time(row, "expires_at"),
        UploadState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)));
  }

  private static UploadPart part(ResultSet row) throws SQLException {
    return new UploadPart(
        row.getString("id"),
        row.getString("upload_id"),
        new Blob(row.getString("sha256"), row.getLong("bytes")),
        Rows.time(row, "created_at"));
  }

  private static String text(UploadState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
