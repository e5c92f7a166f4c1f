package dev.attune.platform.webhooks;

/** Carries events to endpoints. */
@FunctionalInterface
public interface Sender {
  /**
   * Makes one attempt, which ends within seconds whatever the endpoint does.
   *
   * @throws InterruptedException when it was broken off, and nobody knows whether the event arrived
   */
  Outcome send(Attempt attempt) throws InterruptedException;
}
