package dev.attune.platform.keys;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.owner.Project;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keys to the API: 256 random bits each, of which only a digest is kept. */
public final class Keys {
  private static final String PREFIX = "sk-attune-";
  private static final int SECRET_BYTES = 32;
  private static final int ID_BYTES = 12;

  /** A secret is never longer; longer ones are not even digested. */
  private static final int LONGEST_SECRET = 128;

  private final KeyStore store;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** Digests that were found; a revocation forgets them all. */
  private final Map<String, Project> known = new ConcurrentHashMap<>();

  public Keys(KeyStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  public CreatedKey create(Project project, String name) {
    CreatedKey created = draw(project, name);
    add(created);
    return created;
  }

  /** A key that opens nothing before it is {@linkplain #add added}. */
  public CreatedKey draw(Project project, String name) {
    return new CreatedKey(
        new ApiKey("key_" + text(ID_BYTES), project.id(), name, clock.instant()),
        PREFIX + text(SECRET_BYTES));
  }

  public void add(CreatedKey drawn) {
    store.insert(drawn.key(), sha256(drawn.secret()));
  }

  /** Oldest first. */
  public List<ApiKey> list(Project project) {
    return store.list(project.id());
  }

  /** Ends a key; requests that carry it are refused from now on. */
  public void revoke(Project project, String id) {
    if (!store.delete(project.id(), id)) {
      throw PlatformException.notFound(ErrorCode.KEY_NOT_FOUND, id);
    }
    known.clear();
  }

  /** The project that a secret opens. Only digests are compared, so time tells nothing of it. */
  public Optional<Project> authenticate(String secret) {
    if (secret.length() > LONGEST_SECRET) {
      return Optional.empty();
    }
    // The map's own lock keeps a lookup from putting back what a revocation has just forgotten.
    return Optional.ofNullable(
        known.computeIfAbsent(sha256(secret), digest -> store.findProject(digest).orElse(null)));
  }

  public boolean isEmpty() {
    return store.isEmpty();
  }

  private String text(int bytes) {
    byte[] secret = new byte[bytes];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  private static String sha256(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
