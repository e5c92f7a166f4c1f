package dev.attune.platform.keys;

import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a key opens. */
public sealed interface Opened {
  Organization organization();

  /**
   * Files, jobs, models and answers of one project.
   *
   * @param keyId of the key itself, for what is counted by key
   */
  record OfProject(Project project, String keyId) implements Opened {
    @Override
    public Organization organization() {
      return project.organization();
    }
  }

  /**
   * An organization's projects, keys and permissions.
   *
   * @param until when the key ends; null for never
   */
  record OfOrganization(Organization organization, @Nullable Instant until) implements Opened {}
}
