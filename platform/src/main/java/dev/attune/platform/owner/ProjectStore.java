package dev.attune.platform.owner;

import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import java.time.Instant;
import java.util.Optional;

/** Where organizations, projects and service accounts are kept. */
public interface ProjectStore {
  /** The project that was created first; empty on a new data directory. */
  Optional<Project> findFirst();

  /** Adds a project with its new organization. */
  void insert(Project project, Instant createdAt);

  /** Adds a project to an organization that is there. */
  void insert(ProjectDetails project);

  Optional<ProjectDetails> find(String organizationId, String id);

  Page<ProjectDetails> list(String organizationId, boolean withArchived, PageRequest page);

  /** Changes name and end of a project. */
  void update(ProjectDetails project);

  void insert(ServiceAccount account);

  Optional<ServiceAccount> findServiceAccount(String projectId, String id);

  Page<ServiceAccount> listServiceAccounts(String projectId, PageRequest page);

  /** Removes an account with its keys; false when there was none. */
  boolean deleteServiceAccount(String projectId, String id);
}
