package dev.attune.platform.store;

import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.owner.ProjectDetails;
import dev.attune.platform.owner.ProjectStore;
import dev.attune.platform.owner.ServiceAccount;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@link ProjectStore} in the database. */
public final class SqlProjectStore implements ProjectStore {
  private static final String FIRST_NAME = "Default project";

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
                ORDER BY p.number
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
      return insert(h, new ProjectDetails(project, FIRST_NAME, createdAt, null));
    });
  }

  @Override
  public void insert(ProjectDetails project) {
    database.write(h -> insert(h, project));
  }

  private static int insert(Handle h, ProjectDetails project) {
    return h.createUpdate(
            """
            INSERT INTO projects (id, organization_id, created_at, number, name)
            SELECT :id, :organization, :at, coalesce(max(number), 0) + 1, :name FROM projects
            """)
        .bind("id", project.project().id())
        .bind("organization", project.project().organization().id())
        .bind("at", project.createdAt().toEpochMilli())
        .bind("name", project.name())
        .execute();
  }

  @Override
  public Optional<ProjectDetails> find(String organizationId, String id) {
    return database.read(h -> {
      Organization organization = organization(h, organizationId);
      return h.createQuery(
              "SELECT * FROM projects WHERE organization_id = :organization AND id = :id")
          .bind("organization", organizationId)
          .bind("id", id)
          .map((row, _) -> details(row, organization))
          .findOne();
    });
  }

  @Override
  public Page<ProjectDetails> list(String organizationId, boolean withArchived, PageRequest page) {
    String kept = withArchived ? "" : " AND archived_at IS NULL";
    Paging projects =
        new Paging(
            "projects",
            "organization_id = :organization" + kept,
            Map.of("organization", organizationId));
    return database.read(h -> {
      Organization organization = organization(h, organizationId);
      return projects.read(h, page, (row, _) -> details(row, organization));
    });
  }

  @Override
  public void update(ProjectDetails project) {
    database.write(h ->
        h.createUpdate("UPDATE projects SET name = :name, archived_at = :archived WHERE id = :id")
            .bind("name", project.name())
            .bind("archived", Rows.millis(project.archivedAt()))
            .bind("id", project.project().id())
            .execute());
  }

  @Override
  public void insert(ServiceAccount account) {
    database.write(h ->
        h.createUpdate(
                """
                INSERT INTO service_accounts (id, project_id, name, created_at)
                VALUES (:id, :project, :name, :at)
                """)
            .bind("id", account.id())
            .bind("project", account.projectId())
            .bind("name", account.name())
            .bind("at", account.createdAt().toEpochMilli())
            .execute());
  }

  @Override
  public Optional<ServiceAccount> findServiceAccount(String projectId, String id) {
    return database.read(h ->
        h.createQuery("SELECT * FROM service_accounts WHERE project_id = :project AND id = :id")
            .bind("project", projectId)
            .bind("id", id)
            .map((row, _) -> account(row))
            .findOne());
  }

  @Override
  public Page<ServiceAccount> listServiceAccounts(String projectId, PageRequest page) {
    Paging accounts =
        new Paging("service_accounts", "project_id = :project", Map.of("project", projectId));
    return database.read(h -> accounts.read(h, page, (row, _) -> account(row)));
  }

  @Override
  public boolean deleteServiceAccount(String projectId, String id) {
    return database.write(h -> {
      h.createUpdate("DELETE FROM api_keys WHERE project_id = :project AND service_account = :id")
          .bind("project", projectId)
          .bind("id", id)
          .execute();
      return h.createUpdate("DELETE FROM service_accounts WHERE project_id = :project AND id = :id")
          .bind("project", projectId)
          .bind("id", id)
          .execute();
    })
        > 0;
  }

  static Project project(ResultSet row) throws SQLException {
    return new Project(
        row.getString("project_id"),
        new Organization(row.getString("organization_id"), row.getString("organization_name")));
  }

  private static Organization organization(Handle h, String id) {
    return h.createQuery("SELECT id, name FROM organizations WHERE id = :id")
        .bind("id", id)
        .map((row, _) -> new Organization(row.getString("id"), row.getString("name")))
        .one();
  }

  private static ProjectDetails details(ResultSet row, Organization organization)
      throws SQLException {
    @Nullable Instant archivedAt = Rows.timeOrNull(row, "archived_at");
    return new ProjectDetails(
        new Project(row.getString("id"), organization),
        row.getString("name"),
        Rows.time(row, "created_at"),
        archivedAt);
  }

  private static ServiceAccount account(ResultSet row) throws SQLException {
    return new ServiceAccount(
        row.getString("id"),
        row.getString("project_id"),
        row.getString("name"),
        Rows.time(row, "created_at"));
  }
}
