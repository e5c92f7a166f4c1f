package dev.attune.platform.keys;

import java.time.Instant;
import java.util.Optional;

/** Where sessions are kept, by the SHA-256 of their secrets in hexadecimal. */
public interface SessionStore {
  void insert(String sha256, String keyId, Instant expiresAt);

  /** What the key of a session opens; nothing when the session or the project has ended. */
  Optional<Opened.OfProject> find(String sha256, Instant now);

  void delete(String sha256);

  void deleteExpired(Instant now);
}
