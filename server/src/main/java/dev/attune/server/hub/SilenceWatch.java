package dev.attune.server.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a transfer in which nothing comes any more: nothing else bounds how long a body may take.
 */
final class SilenceWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SilenceWatch.class);

  private final Thread thread;

  SilenceWatch(InputStream body, LongSupplier done, Duration longest) {
    thread = Thread.ofVirtual().start(() -> watch(body, done, longest));
  }

  private static void watch(InputStream body, LongSupplier done, Duration longest) {
    try {
      long before;
      do {
        before = done.getAsLong();
        Thread.sleep(longest);
      } while (done.getAsLong() > before);
      LOG.warn(
          "Nothing came from the hub for {} s; the transfer is begun anew", longest.toSeconds());
      body.close();
    } catch (InterruptedException ended) {
      // The transfer is over.
    } catch (IOException e) {
      LOG.warn("A silent transfer could not be ended", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
