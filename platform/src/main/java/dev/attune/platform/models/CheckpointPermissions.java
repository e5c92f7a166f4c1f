package dev.attune.platform.models;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.ProjectStore;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import dev.attune.wire.ids.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which projects may ask tuned models of others: one with a permission may sample that model, one
 * without may not, and to tune it further or delete it stays with its own project.
 */
public final class CheckpointPermissions {
  private final PermissionStore store;
  private final ProjectStore projects;
  private final InstantSource clock;
  private final Ids ids = new Ids();

  public CheckpointPermissions(PermissionStore store, ProjectStore projects, InstantSource clock) {
    this.store = store;
    this.projects = projects;
    this.clock = clock;
  }

  /** Lets projects ask a model; all of them or, where one does not exist, none. */
  public List<CheckpointPermission> create(
      Organization organization, String model, List<String> projectIds) {
    TunedModel found = find(organization, model);
    List<CheckpointPermission> wanted = new ArrayList<>();
    Instant now = Instant.ofEpochMilli(clock.millis());
    for (int i = 0; i < projectIds.size(); i++) {
      String project = projectIds.get(i);
      if (projects.find(organization.id(), project).isEmpty()) {
        throw PlatformException.invalid(
            "project_ids[%d]".formatted(i),
            "There is no project with the id '%s' in this organization.".formatted(project));
      }
      wanted.add(new CheckpointPermission(ids.permission(), found.name(), project, now));
    }
    return store.insert(wanted);
  }

  public Page<CheckpointPermission> list(
      Organization organization, String model, @Nullable String projectId, PageRequest page) {
    return store.list(find(organization, model).name(), projectId, page);
  }

  public void delete(Organization organization, String model, String id) {
    if (!store.delete(find(organization, model).name(), id)) {
      throw PlatformException.notFound(ErrorCode.PERMISSION_NOT_FOUND, id);
    }
  }

  private TunedModel find(Organization organization, String model) {
    return store
        .findModel(organization.id(), model)
        .orElseThrow(() -> PlatformException.notFound(ErrorCode.MODEL_NOT_FOUND, model));
  }
}
