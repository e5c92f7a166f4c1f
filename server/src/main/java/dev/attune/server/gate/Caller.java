package dev.attune.server.gate;

import dev.attune.platform.keys.Opened;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.wire.errors.ApiErrors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * For whom a request is made. A handler asks for what its route needs, and other keys end there.
 */
public final class Caller {
  private static final String ATTRIBUTE = Caller.class.getName();

  private Caller() {}

  /** Whoever lets a request in says for whom. */
  public static void set(HttpServletRequest request, Opened opened) {
    request.setAttribute(ATTRIBUTE, opened);
  }

  static Optional<Opened> find(HttpServletRequest request) {
    return Optional.ofNullable((Opened) request.getAttribute(ATTRIBUTE));
  }

  /** The project whose key the request has. */
  public static Project project(HttpServletRequest request) {
    return projectKey(request).project();
  }

  /** The project's key that the request has. */
  public static Opened.OfProject projectKey(HttpServletRequest request) {
    return switch (opened(request)) {
      case Opened.OfProject key -> key;
      case Opened.OfOrganization _ -> throw ApiErrors.needsProjectKey().toException();
    };
  }

  /** The organization whose admin key the request has. */
  public static Organization organization(HttpServletRequest request) {
    return switch (opened(request)) {
      case Opened.OfOrganization(Organization organization, _) -> organization;
      case Opened.OfProject _ -> throw ApiErrors.needsAdminKey().toException();
    };
  }

  private static Opened opened(HttpServletRequest request) {
    return find(request)
        .orElseThrow(() -> new IllegalStateException("A route without a key asks whose it is"));
  }
}
