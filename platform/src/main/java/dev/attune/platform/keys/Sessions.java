package dev.attune.platform.keys;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * People who signed in with a project's key. A session outlives the server, and ends with its key,
 * by signing out, or after two weeks.
 */
public final class Sessions {
  public static final Duration LIFETIME = Duration.ofDays(14);

  private static final String PREFIX = "attune-session-";
  private static final String FORMS = "forms of ";
  private static final int LONGEST_SECRET = 128;

  private final SessionStore store;
  private final Keys keys;
  private final InstantSource clock;
  private final Secrets secrets = new Secrets();

  public Sessions(SessionStore store, Keys keys, InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.clock = clock;
  }

  /** A new session's secret; empty when the key is not one of a project. */
  public Optional<String> begin(String key) {
    return keys.authenticate(key)
        .flatMap(opened ->
            switch (opened) {
              case Opened.OfProject project -> Optional.of(begin(project));
              case Opened.OfOrganization _ -> Optional.empty();
            });
  }

  private String begin(Opened.OfProject opened) {
    String secret = secrets.secret(PREFIX);
    store.insert(Secrets.sha256(secret), opened.keyId(), clock.instant().plus(LIFETIME));
    return secret;
  }

  /** What a session opens. */
  public Optional<Opened.OfProject> find(String secret) {
    return secret.length() > LONGEST_SECRET
        ? Optional.empty()
        : store.find(Secrets.sha256(secret), clock.instant());
  }

  /** What every form of a session carries, which no other site can know. */
  public static String formToken(String secret) {
    return Secrets.sha256(FORMS + secret);
  }

  public void end(String secret) {
    store.delete(Secrets.sha256(secret));
  }

  /** Forgets sessions whose time is over. */
  public void sweep() {
    store.deleteExpired(clock.instant());
  }
}
