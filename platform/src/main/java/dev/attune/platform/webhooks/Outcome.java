package dev.attune.platform.webhooks;

import java.time.Duration;

/** How an attempt ended. */
public sealed interface Outcome {
  /** The endpoint has the event. */
  record Taken() implements Outcome {}

  /**
   * It has not, or did not say so in time.
   *
   * @param why a sentence for the endpoint's owner
   * @param rest for which it asked to be left alone, zero when it did not
   */
  record Refused(String why, Duration rest) implements Outcome {
    public Refused(String why) {
      this(why, Duration.ZERO);
    }
  }
}
