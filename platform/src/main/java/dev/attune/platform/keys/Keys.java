package dev.attune.platform.keys;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.owner.ServiceAccount;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keys to the API: 256 random bits each, of which only a digest is kept. */
public final class Keys {
  private static final String PREFIX = "sk-attune-";
  private static final String ADMIN_PREFIX = "sk-admin-";

  /** A secret is never longer; longer ones are not even digested. */
  private static final int LONGEST_SECRET = 128;

  private final KeyStore store;
  private final InstantSource clock;
  private final Secrets secrets = new Secrets();

  /** Digests that were found; a revocation forgets them all. */
  private final Map<String, Opened> known = new ConcurrentHashMap<>();

  public Keys(KeyStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  public CreatedKey create(Project project, String name) {
    CreatedKey created = draw(project, name);
    add(created);
    return created;
  }

  /** A key of a program. */
  public CreatedKey create(ServiceAccount account) {
    CreatedKey created = draw(account.projectId(), account.name(), account.id());
    add(created);
    return created;
  }

  /** A key that opens nothing before it is {@linkplain #add added}. */
  public CreatedKey draw(Project project, String name) {
    return draw(project.id(), name, null);
  }

  private CreatedKey draw(String projectId, String name, @Nullable String serviceAccount) {
    String secret = secrets.secret(PREFIX);
    return new CreatedKey(
        new ApiKey(
            secrets.id(), projectId, name, Secrets.redacted(PREFIX, secret), serviceAccount, now()),
        secret);
  }

  public void add(CreatedKey drawn) {
    store.insert(drawn.key(), Secrets.sha256(drawn.secret()));
  }

  /** Oldest first. */
  public List<ApiKey> list(Project project) {
    return store.list(project.id());
  }

  public Page<ApiKey> list(Project project, PageRequest page) {
    return store.list(project.id(), page);
  }

  public ApiKey retrieve(Project project, String id) {
    return store.find(project.id(), id).orElseThrow(() -> notFound(id));
  }

  /** Ends a key; requests that carry it are refused from now on. */
  public void revoke(Project project, String id) {
    if (!store.delete(project.id(), id)) {
      throw notFound(id);
    }
    forget();
  }

  /**
   * A key to the organization.
   *
   * @param lifetime null for one that never ends
   */
  public CreatedAdminKey createAdmin(
      Organization organization, String name, @Nullable Duration lifetime) {
    CreatedAdminKey created = drawAdmin(organization, name, lifetime);
    addAdmin(created);
    return created;
  }

  /** A key that opens nothing before it is {@linkplain #addAdmin added}. */
  public CreatedAdminKey drawAdmin(
      Organization organization, String name, @Nullable Duration lifetime) {
    String secret = secrets.secret(ADMIN_PREFIX);
    Instant now = now();
    return new CreatedAdminKey(
        new AdminKey(
            secrets.id(),
            organization.id(),
            name,
            Secrets.redacted(ADMIN_PREFIX, secret),
            now,
            lifetime == null ? null : now.plus(lifetime)),
        secret);
  }

  public void addAdmin(CreatedAdminKey drawn) {
    store.insert(drawn.key(), Secrets.sha256(drawn.secret()));
  }

  public Page<AdminKey> listAdmin(Organization organization, PageRequest page) {
    return store.listAdmin(organization.id(), page);
  }

  public AdminKey retrieveAdmin(Organization organization, String id) {
    return store.findAdmin(organization.id(), id).orElseThrow(() -> notFound(id));
  }

  /** Ends an admin key; requests that carry it are refused from now on. */
  public void revokeAdmin(Organization organization, String id) {
    if (!store.deleteAdmin(organization.id(), id)) {
      throw notFound(id);
    }
    forget();
  }

  /** What a secret opens. Only digests are compared, so time tells nothing of it. */
  public Optional<Opened> authenticate(String secret) {
    if (secret.length() > LONGEST_SECRET) {
      return Optional.empty();
    }
    // The map's own lock keeps a lookup from putting back what a revocation has just forgotten.
    return Optional.ofNullable(
            known.computeIfAbsent(
                Secrets.sha256(secret), digest -> store.find(digest).orElse(null)))
        .filter(this::isOpen);
  }

  private boolean isOpen(Opened opened) {
    return switch (opened) {
      case Opened.OfProject _ -> true;
      case Opened.OfOrganization(_, Instant until) -> until == null || now().isBefore(until);
    };
  }

  /** Looks every key up again: something that is not a key ended. */
  public void forget() {
    known.clear();
  }

  public boolean isEmpty() {
    return store.isEmpty();
  }

  public boolean hasNoAdmin() {
    return store.hasNoAdmin();
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  private static PlatformException notFound(String id) {
    return PlatformException.notFound(ErrorCode.KEY_NOT_FOUND, id);
  }
}
