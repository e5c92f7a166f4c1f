package dev.attune.platform.models;

import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where permissions are kept. */
public interface PermissionStore {
  /** The tuned model of any of the organization's projects. */
  Optional<TunedModel> findModel(String organizationId, String name);

  /** Adds all of them or none; where a project has one already, that one is returned. */
  List<CheckpointPermission> insert(List<CheckpointPermission> permissions);

  /** Those of a model, of one project where {@code projectId} is not null. */
  Page<CheckpointPermission> list(String model, @Nullable String projectId, PageRequest page);

  /** Returns false when there was none. */
  boolean delete(String model, String id);
}
