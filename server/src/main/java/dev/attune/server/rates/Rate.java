package dev.attune.server.rates;

import dev.attune.wire.json.WireName;

/** What is counted. */
enum Rate implements WireName {
  REQUESTS("RPM"),
  TOKENS("TPM");

  private final String perMinute;

  Rate(String perMinute) {
    this.perMinute = perMinute;
  }

  /** OpenAI's short name of it in a minute. */
  String perMinute() {
    return perMinute;
  }
}
