package dev.attune.platform.webhooks;

/** How an attempt ended. */
public sealed interface Outcome {
  /** The endpoint has the event. */
  record Taken() implements Outcome {}

  /**
   * It has not, or did not say so in time.
   *
   * @param why a sentence for the endpoint's owner
   */
  record Refused(String why) implements Outcome {}
}
