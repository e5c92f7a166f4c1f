package dev.attune.platform.owner;

import java.time.Instant;
import java.util.Optional;

/** Where organizations and projects are kept. */
public interface ProjectStore {
  /** The project that was created first; empty on a new data directory. */
  Optional<Project> findFirst();

  /** Adds a project with its new organization. */
  void insert(Project project, Instant createdAt);
}
