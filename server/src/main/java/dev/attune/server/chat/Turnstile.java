package dev.attune.server.chat;

import dev.attune.platform.owner.Project;
import dev.attune.wire.errors.ApiError;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Lets so many requests of one project in at once; the next is told to come again. */
final class Turnstile {
  private final int most;
  private final Map<String, Semaphore> byProject = new ConcurrentHashMap<>();

  Turnstile(int most) {
    this.most = most;
  }

  Pass enter(Project project) {
    Semaphore places = byProject.computeIfAbsent(project.id(), _ -> new Semaphore(most));
    if (!places.tryAcquire()) {
      throw new ApiError(
              429,
              "requests",
              "rate_limit_exceeded",
              null,
              "Rate limit reached: %d chat completions are being answered. Try again in 1s."
                  .formatted(most))
          .toException();
    }
    return places::release;
  }

  /** Being inside. */
  @FunctionalInterface
  interface Pass extends AutoCloseable {
    @Override
    void close();
  }
}
