package dev.attune.server.rates;

import io.github.bucket4j.Bucket;

/** What one request took of its key's minute before it was known what it needs. */
public final class Allowance {
  private final Bucket tokens;
  private final long taken;

  Allowance(Bucket tokens, long taken) {
    this.tokens = tokens;
    this.taken = taken;
  }

  /** Gives back what was not used, or takes what was used beyond it. */
  public void settle(long used) {
    if (used < taken) {
      tokens.addTokens(taken - used);
    } else if (used > taken) {
      tokens.consumeIgnoringRateLimits(used - taken);
    }
  }
}
