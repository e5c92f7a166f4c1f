package dev.attune.server.gate;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.json.JsonLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/**
 * How many bytes of large bodies may be in memory at once, over all requests. Uploads do not count,
 * since they are never there whole.
 */
public final class BodyBudget {
  private static final int KIB = 1 << 10;

  /** A body costs several times its size while it is a tree. */
  private static final int PART_OF_HEAP = 8;

  /** Smaller ones are always taken; there are not enough connections for them to matter. */
  private static final int SMALL = 64 * KIB;

  private static final int LARGEST = JsonLimits.CHAT.bytes();

  private final int kibibytes;
  private final Semaphore left;

  BodyBudget(long bytes) {
    kibibytes = Math.toIntExact(Math.min(bytes / KIB, Integer.MAX_VALUE));
    left = new Semaphore(kibibytes);
  }

  public static BodyBudget ofThisHeap() {
    return new BodyBudget(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  Share take(HttpServletRequest request) {
    int weight = Math.min(weight(request), kibibytes);
    if (!left.tryAcquire(weight)) {
      throw new ApiError(
              429,
              "requests",
              "rate_limit_exceeded",
              null,
              "Rate limit reached: too many large requests are being read. Try again in 1s.")
          .toException();
    }
    return () -> left.release(weight);
  }

  private static int weight(HttpServletRequest request) {
    String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
    long length =
        request.getHeader("Transfer-Encoding") == null ? request.getContentLengthLong() : LARGEST;
    return type.startsWith("multipart/") || length <= SMALL
        ? 0
        : Math.toIntExact(Math.min(length, LARGEST) / KIB);
  }

  /** What a request holds of the budget while it is answered. */
  @FunctionalInterface
  interface Share extends AutoCloseable {
    @Override
    void close();
  }
}
