package dev.attune.server.work;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work in a thread of its own, while the thread of the request tells of it. */
public final class Meanwhile {
  private static final Duration BETWEEN = Duration.ofMillis(300);

  private Meanwhile() {}

  /**
   * Does the work, and tells now and then and at its end.
   *
   * @param telling when it throws, nobody listens any more: the work is interrupted and awaited
   */
  public static <T> T tell(Callable<T> work, Runnable telling) {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<T> result = executor.submit(work);
      try {
        while (!isDone(result)) {
          telling.run();
        }
        telling.run();
        return result.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PlatformException(ErrorCode.WORKER_FAILED, null, "The server is stopping.");
      } finally {
        result.cancel(true);
      }
    }
  }

  private static boolean isDone(Future<?> result) throws InterruptedException, ExecutionException {
    try {
      result.get(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    }
  }
}
