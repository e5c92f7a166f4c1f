package dev.attune.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.wire.errors.ApiException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SteadyBodyTest {
  private long now;

  @Test
  void aTrickleIsEndedAfterItsGrace() {
    SteadyBody body = new SteadyBody(new Slow(100, Duration.ofSeconds(1)), () -> now);

    assertThatThrownBy(body::readAllBytes)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.error().status()).isEqualTo(408));
    assertThat(Duration.ofNanos(now)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
  }

  @Test
  void aSteadyBodyMayTakeHours() throws IOException {
    SteadyBody body = new SteadyBody(new Slow(2048, Duration.ofSeconds(1)), () -> now);

    byte[] buffer = new byte[2048];
    while (body.read(buffer, 0, buffer.length) >= 0) {
      // To its end.
    }

    assertThat(Duration.ofNanos(now)).isGreaterThan(Duration.ofHours(1));
  }

  @Test
  void aPauseOfOursIsNotTheSendersFault() throws IOException {
    SteadyBody body = new SteadyBody(new Slow(100, Duration.ofMillis(1)), () -> now);
    byte[] buffer = new byte[100];

    for (int i = 0; i < 20; i++) {
      assertThat(body.read(buffer, 0, 100)).isEqualTo(100);
      now += Duration.ofMinutes(1).toNanos();
    }
  }

  /** Brings so many bytes at a time, each time after so long. */
  private final class Slow extends ServletInputStream {
    private static final int READS = 4_000;

    private final int bytes;
    private final Duration each;
    private int reads;

    Slow(int bytes, Duration each) {
      this.bytes = bytes;
      this.each = each;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (reads++ >= READS) {
        return -1;
      }
      now += each.toNanos();
      return Math.min(bytes, length);
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
