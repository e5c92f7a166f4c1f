package dev.attune.platform.store;

import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.owner.ProjectStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** {@link ProjectStore} in the database. */
public final class SqlProjectStore implements ProjectStore {
  private final Database database;

  public SqlProjectStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Project> findFirst() {
    return database.read(h ->
        h.createQuery(
                """
                SELECT p.id AS project_id, o.id AS organization_id, o.name AS organization_name
                FROM projects p JOIN organizations o ON o.id = p.organization_id
                ORDER BY p.created_at, p.id
                LIMIT 1
                """)
            .map((row, _) -> project(row))
            .findOne());
  }

  @Override
  public void insert(Project project, Instant createdAt) {
    database.write(h -> {
      h.createUpdate("INSERT INTO organizations (id, name, created_at) VALUES (:id, :name, :at)")
          .bind("id", project.organization().id())
          .bind("name", project.organization().name())
          .bind("at", createdAt.toEpochMilli())
          .execute();
      return h.createUpdate(
              "INSERT INTO projects (id, organization_id, created_at) VALUES (:id, :organization, :at)")
          .bind("id", project.id())
          .bind("organization", project.organization().id())
          .bind("at", createdAt.toEpochMilli())
          .execute();
    });
  }

  static Project project(ResultSet row) throws SQLException {
    return new Project(
        row.getString("project_id"),
        new Organization(row.getString("organization_id"), row.getString("organization_name")));
  }
}
