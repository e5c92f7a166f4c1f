package dev.attune.platform.owner;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import dev.attune.wire.ids.Ids;
import java.time.Instant;
import java.time.InstantSource;

/** An organization's projects, and the programs that work in them. */
public final class Projects {
  private final ProjectStore store;
  private final InstantSource clock;
  private final Runnable keysEnd;
  private final Ids ids = new Ids();

  /** {@code keysEnd} is run when keys stop opening a project. */
  public Projects(ProjectStore store, InstantSource clock, Runnable keysEnd) {
    this.store = store;
    this.clock = clock;
    this.keysEnd = keysEnd;
  }

  public ProjectDetails create(Organization organization, String name) {
    ProjectDetails created =
        new ProjectDetails(new Project(ids.project(), organization), name, now(), null);
    store.insert(created);
    return created;
  }

  public ProjectDetails retrieve(Organization organization, String id) {
    return store
        .find(organization.id(), id)
        .orElseThrow(() -> PlatformException.notFound(ErrorCode.PROJECT_NOT_FOUND, id));
  }

  public Page<ProjectDetails> list(
      Organization organization, boolean withArchived, PageRequest page) {
    return store.list(organization.id(), withArchived, page);
  }

  public ProjectDetails rename(Organization organization, String id, String name) {
    ProjectDetails before = retrieve(organization, id);
    ProjectDetails renamed =
        new ProjectDetails(before.project(), name, before.createdAt(), before.archivedAt());
    store.update(renamed);
    return renamed;
  }

  /** Ends a project for ever: its keys open nothing more. What it made stays. */
  public ProjectDetails archive(Organization organization, String id) {
    ProjectDetails before = retrieve(organization, id);
    if (store.findFirst().map(Project::id).filter(id::equals).isPresent()) {
      throw PlatformException.invalid(
          null, "The default project cannot be archived. Archive others, or remove its keys.");
    }
    if (before.archivedAt() != null) {
      return before;
    }
    ProjectDetails archived =
        new ProjectDetails(before.project(), before.name(), before.createdAt(), now());
    store.update(archived);
    keysEnd.run();
    return archived;
  }

  public ServiceAccount createServiceAccount(ProjectDetails project, String name) {
    if (project.archivedAt() != null) {
      throw PlatformException.invalid(
          null, "The project '%s' is archived.".formatted(project.project().id()));
    }
    ServiceAccount account =
        new ServiceAccount(ids.serviceAccount(), project.project().id(), name, now());
    store.insert(account);
    return account;
  }

  public ServiceAccount retrieveServiceAccount(ProjectDetails project, String id) {
    return store
        .findServiceAccount(project.project().id(), id)
        .orElseThrow(() -> PlatformException.notFound(ErrorCode.SERVICE_ACCOUNT_NOT_FOUND, id));
  }

  public Page<ServiceAccount> listServiceAccounts(ProjectDetails project, PageRequest page) {
    return store.listServiceAccounts(project.project().id(), page);
  }

  /** Removes an account; its keys open nothing more. */
  public void deleteServiceAccount(ProjectDetails project, String id) {
    if (!store.deleteServiceAccount(project.project().id(), id)) {
      throw PlatformException.notFound(ErrorCode.SERVICE_ACCOUNT_NOT_FOUND, id);
    }
    keysEnd.run();
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
