package dev.attune.server.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiException;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A minute of a key, with a clock that stands until it is told otherwise. */
final class RateLimitsTest {
  private final StandingClock clock = new StandingClock();
  private final RateLimits limits = new RateLimits(3, 600, clock);
  private final Map<String, String> headers = new TreeMap<>();

  private static final class StandingClock implements TimeMeter {
    private long nanos;

    void pass(Duration time) {
      nanos += time.toNanos();
    }

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  @Test
  void everyRequestSaysWhatIsLeftAndWhenAllIsBack() {
    take("key", 60);
    take("key", 60);

    assertThat(headers)
        .containsExactlyEntriesOf(
            new TreeMap<>(
                Map.of(
                    "x-ratelimit-limit-requests", "3",
                    "x-ratelimit-remaining-requests", "1",
                    "x-ratelimit-reset-requests", "40s",
                    "x-ratelimit-limit-tokens", "600",
                    "x-ratelimit-remaining-tokens", "480",
                    "x-ratelimit-reset-tokens", "12s")));
  }

  @Test
  void tooManyRequestsAreToldWhenTheNextMayCome() {
    for (int i = 0; i < 3; i++) {
      take("key", 1);
    }

    ApiError error = refused("key", 1);

    assertThat(error.status()).isEqualTo(429);
    assertThat(error.type()).isEqualTo("requests");
    assertThat(error.code()).isEqualTo("rate_limit_exceeded");
    assertThat(error.message())
        .isEqualTo(
            "Rate limit reached for m on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s.");
    assertThat(headers).containsEntry("retry-after", "20").containsEntry("retry-after-ms", "20000");
    clock.pass(Duration.ofMillis(19_999));
    assertThat(refused("key", 1).message()).endsWith("Please try again in 1ms.");
    clock.pass(Duration.ofMillis(1));
    take("key", 1);
  }

  @Test
  void tooManyTokensAreToldToo() {
    take("key", 500);

    ApiError error = refused("key", 200);

    assertThat(error.type()).isEqualTo("tokens");
    assertThat(error.message())
        .contains("on tokens per min (TPM): Limit 600, Used 500, Requested 200.");
    assertThat(headers).containsEntry("retry-after", "10");
  }

  @Test
  void whatCanNeverBeTakenIsNotToldToComeAgain() {
    ApiError error = refused("key", 601);

    assertThat(error.status()).isEqualTo(429);
    assertThat(error.message())
        .startsWith("Request too large for m")
        .contains("--tokens-per-minute");
    assertThat(headers).doesNotContainKey("retry-after");
  }

  @Test
  void anotherKeyHasItsOwnMinute() {
    for (int i = 0; i < 3; i++) {
      take("key", 1);
    }

    take("other", 1);
    assertThat(refused("key", 1).type()).isEqualTo("requests");
  }

  @Test
  void anAnswerIsChargedForWhatItTook() {
    take("key", 500).settle(100);
    take("key", 400).settle(1100);

    assertThat(refused("key", 1).type()).isEqualTo("tokens");
    clock.pass(Duration.ofMinutes(1));
    assertThat(refused("key", 1).type()).isEqualTo("tokens");
    clock.pass(Duration.ofMillis(100));
    take("key", 1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0ms",
    "17, 17ms",
    "1000, 1s",
    "1200, 1.2s",
    "59999, 59.999s",
    "360000, 6m0s",
    "3603000, 1h0m3s"
  })
  void waitsAreSpelledAsOpenAiSpellsThem(long millis, String spelled) {
    assertThat(Refill.spell(Duration.ofMillis(millis))).isEqualTo(spelled);
  }

  private Allowance take(String key, long tokens) {
    return limits.take(key, "m", tokens, headers::put);
  }

  private ApiError refused(String key, long tokens) {
    return catchThrowableOfType(ApiException.class, () -> take(key, tokens)).error();
  }
}
