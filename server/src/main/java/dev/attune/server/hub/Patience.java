package dev.attune.server.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a hub that fails is asked again.
 *
 * @param attempts without a byte more, one after another
 * @param pause after the first; it doubles
 * @param silence after which a connection counts as broken
 */
record Patience(int attempts, Duration pause, Duration silence) {
  static final Patience USUAL = new Patience(6, Duration.ofMillis(500), Duration.ofSeconds(60));

  /** Something that may fail for a while. */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws IOException, InterruptedException;
  }

  /**
   * Tries until it works, or as often as makes sense.
   *
   * @param reached grows with what an attempt achieved though it failed
   */
  <T> T keepTrying(LongSupplier reached, Attempt<T> attempt) throws InterruptedException {
    long most = reached.getAsLong();
    int failures = 0;
    while (true) {
      try {
        return attempt.run();
      } catch (IOException e) {
        long now = reached.getAsLong();
        failures = now > most ? 1 : failures + 1;
        most = Math.max(most, now);
        if (failures >= attempts) {
          throw HubErrors.unreachable(e);
        }
        Thread.sleep(pause.multipliedBy(1L << (failures - 1)));
      }
    }
  }
}
