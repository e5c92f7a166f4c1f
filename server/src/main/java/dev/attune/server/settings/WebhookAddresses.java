package dev.attune.server.settings;

import java.util.Arrays;

/** Where webhooks may be sent. */
public enum WebhookAddresses {
  /** To the Internet only: nobody with a key reaches this machine or its network through us. */
  PUBLIC,
  /** Anywhere, this machine too. */
  ANY;

  /**
   * What is called so.
   *
   * @throws IllegalArgumentException with a sentence for whoever typed it
   */
  static WebhookAddresses of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "--webhook-addresses %s must be public or any.".formatted(word)));
  }
}
