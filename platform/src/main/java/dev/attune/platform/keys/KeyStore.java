package dev.attune.platform.keys;

import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import java.util.List;
import java.util.Optional;

/** Where keys are kept, by the SHA-256 of their secrets in hexadecimal. */
public interface KeyStore {
  void insert(ApiKey key, String sha256);

  /** What the key with this secret opens; nothing when its project is archived. */
  Optional<Opened> find(String sha256);

  /** Oldest first. */
  List<ApiKey> list(String projectId);

  Page<ApiKey> list(String projectId, PageRequest page);

  Optional<ApiKey> find(String projectId, String id);

  /** Returns false when there was none. */
  boolean delete(String projectId, String id);

  /** Whether no project has a key. */
  boolean isEmpty();

  void insert(AdminKey key, String sha256);

  Page<AdminKey> listAdmin(String organizationId, PageRequest page);

  Optional<AdminKey> findAdmin(String organizationId, String id);

  /** Returns false when there was none. */
  boolean deleteAdmin(String organizationId, String id);

  /** Whether no organization has a key. */
  boolean hasNoAdmin();
}
