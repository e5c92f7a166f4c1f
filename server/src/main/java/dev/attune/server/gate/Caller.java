package dev.attune.server.gate;

import dev.attune.platform.owner.Project;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** For whom a request is made. */
public final class Caller {
  private static final String ATTRIBUTE = Caller.class.getName();

  private Caller() {}

  static void set(HttpServletRequest request, Project project) {
    request.setAttribute(ATTRIBUTE, project);
  }

  static Optional<Project> find(HttpServletRequest request) {
    return Optional.ofNullable((Project) request.getAttribute(ATTRIBUTE));
  }

  /** The project whose key the request has. */
  public static Project of(HttpServletRequest request) {
    return find(request)
        .orElseThrow(() -> new IllegalStateException("A route without a key asks whose it is"));
  }
}
