package dev.attune.platform.keys;

import dev.attune.platform.owner.Project;
import java.util.List;
import java.util.Optional;

/** Where keys are kept, by the SHA-256 of their secrets in hexadecimal. */
public interface KeyStore {
  void insert(ApiKey key, String sha256);

  /** The project that the key with this secret opens. */
  Optional<Project> findProject(String sha256);

  /** Oldest first. */
  List<ApiKey> list(String projectId);

  /** Returns false when there was none. */
  boolean delete(String projectId, String id);

  boolean isEmpty();
}
