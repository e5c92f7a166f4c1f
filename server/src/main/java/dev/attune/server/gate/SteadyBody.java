package dev.attune.server.gate;

import dev.attune.wire.errors.ApiError;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A body that must bring 1 KiB a second on the whole, after a grace of ten seconds. A limit of the
 * total time would end honest uploads of many gigabytes.
 */
final class SteadyBody extends ServletInputStream {
  private static final long BYTES_PER_SECOND = 1024;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final ServletInputStream in;
  private final LongSupplier nanoTime;
  private long waitedNanos;
  private long bytes;

  SteadyBody(ServletInputStream in, LongSupplier nanoTime) {
    this.in = in;
    this.nanoTime = nanoTime;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    long begun = nanoTime.getAsLong();
    int read = in.read(target, offset, length);
    // Only the sender's time counts; a slow disk of ours is not its fault.
    waitedNanos += nanoTime.getAsLong() - begun;
    bytes += Math.max(0, read);
    if (waitedNanos > GRACE.toNanos()
        && bytes < BYTES_PER_SECOND * Duration.ofNanos(waitedNanos).toSeconds()) {
      throw new ApiError(
              408,
              ApiError.INVALID_REQUEST,
              null,
              null,
              "The body of the request came too slowly. Try again on a better connection.")
          .toException();
    }
    return read;
  }

  @Override
  public boolean isFinished() {
    return in.isFinished();
  }

  @Override
  public boolean isReady() {
    return in.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    in.setReadListener(listener);
  }
}
