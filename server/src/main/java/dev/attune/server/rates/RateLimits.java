package dev.attune.server.rates;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiException;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Requests and tokens in a minute, for each key by itself. A minute is not a calendar's: what was
 * taken comes back evenly.
 */
public final class RateLimits {
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** Of more keys than this, those that have all of their minute are forgotten. */
  private static final int MANY = 10_000;

  private final long requestsPerMinute;
  private final long tokensPerMinute;
  private final TimeMeter clock;
  private final Map<String, Buckets> byKey = new ConcurrentHashMap<>();

  /** {@code clock} tells nanoseconds. */
  public RateLimits(long requestsPerMinute, long tokensPerMinute, TimeMeter clock) {
    this.requestsPerMinute = requestsPerMinute;
    this.tokensPerMinute = tokensPerMinute;
    this.clock = clock;
  }

  private record Buckets(Bucket requests, Bucket tokens) {}

  /**
   * Takes one request and about so many tokens.
   *
   * @param header is told what is left, also when that is too little
   * @throws ApiException 429, which says how long to wait
   */
  public Allowance take(
      String key, String model, long estimatedTokens, BiConsumer<String, String> header) {
    Buckets buckets = buckets(key);
    take(buckets.requests(), Rate.REQUESTS, model, 1, header);
    if (estimatedTokens > tokensPerMinute) {
      throw tooLarge(model, estimatedTokens);
    }
    take(buckets.tokens(), Rate.TOKENS, model, estimatedTokens, header);
    return new Allowance(buckets.tokens(), estimatedTokens);
  }

  private void take(
      Bucket bucket, Rate rate, String model, long amount, BiConsumer<String, String> header) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(amount);
    long limit = rate == Rate.REQUESTS ? requestsPerMinute : tokensPerMinute;
    header.accept("x-ratelimit-limit-" + rate.wireName(), Long.toString(limit));
    header.accept(
        "x-ratelimit-remaining-" + rate.wireName(),
        Long.toString(Math.max(0, probe.getRemainingTokens())));
    header.accept(
        "x-ratelimit-reset-" + rate.wireName(),
        Refill.spell(Duration.ofNanos(probe.getNanosToWaitForReset())));
    if (!probe.isConsumed()) {
      long wait = Math.ceilDiv(probe.getNanosToWaitForRefill(), 1_000_000L);
      header.accept("retry-after", Long.toString(Math.ceilDiv(wait, 1000)));
      header.accept("retry-after-ms", Long.toString(wait));
      throw error(
          rate,
          "Rate limit reached for %s on %s per min (%s): Limit %d, Used %d, Requested %d. Please try again in %s."
              .formatted(
                  model,
                  rate.wireName(),
                  rate.perMinute(),
                  limit,
                  limit - probe.getRemainingTokens(),
                  amount,
                  Refill.spell(Duration.ofMillis(wait))));
    }
  }

  private Buckets buckets(String key) {
    if (byKey.size() > MANY) {
      byKey.values().removeIf(this::isFull);
    }
    return byKey.computeIfAbsent(
        key, _ -> new Buckets(bucket(requestsPerMinute), bucket(tokensPerMinute)));
  }

  private boolean isFull(Buckets buckets) {
    return buckets.requests().getAvailableTokens() == requestsPerMinute
        && buckets.tokens().getAvailableTokens() == tokensPerMinute;
  }

  private Bucket bucket(long perMinute) {
    return Bucket.builder()
        .addLimit(Bandwidth.builder().capacity(perMinute).refillGreedy(perMinute, PERIOD).build())
        .withCustomTimePrecision(clock)
        .build();
  }

  private ApiException tooLarge(String model, long requested) {
    return error(
        Rate.TOKENS,
        "Request too large for %s on tokens per min (TPM): Limit %d, Requested %d. Ask for fewer tokens, or start the server with a larger --tokens-per-minute."
            .formatted(model, tokensPerMinute, requested));
  }

  private static ApiException error(Rate rate, String message) {
    return new ApiError(429, rate.wireName(), "rate_limit_exceeded", null, message).toException();
  }
}
