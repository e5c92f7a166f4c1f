package dev.attune.platform.store;

import dev.attune.platform.keys.Opened;
import dev.attune.platform.keys.SessionStore;
import java.time.Instant;
import java.util.Optional;

/** {@link SessionStore} in the database. */
public final class SqlSessionStore implements SessionStore {
  private final Database database;

  public SqlSessionStore(Database database) {
    this.database = database;
  }

  @Override
  public void insert(String sha256, String keyId, Instant expiresAt) {
    database.write(h ->
        h.createUpdate(
                "INSERT INTO sessions (sha256, key_id, expires_at) VALUES (:sha256, :key, :expires)")
            .bind("sha256", sha256)
            .bind("key", keyId)
            .bind("expires", expiresAt.toEpochMilli())
            .execute());
  }

  @Override
  public Optional<Opened.OfProject> find(String sha256, Instant now) {
    return database.read(h ->
        h.createQuery(
                """
                SELECT k.id AS key_id, p.id AS project_id, o.id AS organization_id,
                  o.name AS organization_name
                FROM sessions s
                JOIN api_keys k ON k.id = s.key_id
                JOIN projects p ON p.id = k.project_id
                JOIN organizations o ON o.id = p.organization_id
                WHERE s.sha256 = :sha256 AND s.expires_at > :now AND p.archived_at IS NULL
                """)
            .bind("sha256", sha256)
            .bind("now", now.toEpochMilli())
            .map((row, _) ->
                new Opened.OfProject(SqlProjectStore.project(row), row.getString("key_id")))
            .findOne());
  }

  @Override
  public void delete(String sha256) {
    database.write(h ->
        h.createUpdate("DELETE FROM sessions WHERE sha256 = :sha256")
            .bind("sha256", sha256)
            .execute());
  }

  @Override
  public void deleteExpired(Instant now) {
    database.write(h ->
        h.createUpdate("DELETE FROM sessions WHERE expires_at <= :now")
            .bind("now", now.toEpochMilli())
            .execute());
  }
}
