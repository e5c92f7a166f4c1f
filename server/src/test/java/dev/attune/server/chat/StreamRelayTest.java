package dev.attune.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.server.answer.ClientLeft;
import dev.attune.server.health.Readiness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream when one of its ends is silent or gone. */
@Timeout(30)
final class StreamRelayTest {
  private static final Duration BEAT = Duration.ofMillis(2);

  private final Readiness readiness = new Readiness();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void aSilentSamplerIsWaitedForAndThenGivenUp() throws IOException {
    try (PipedOutputStream sampler = new PipedOutputStream()) {
      relay(new PipedInputStream(sampler), said);
    }

    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith(": waiting\n\n: waiting\n\n")
        .endsWith("\n\n")
        .contains("data: {\"error\":{\"message\":\"The model said nothing for too long.");
  }

  @Test
  void aClientThatLeavesWhileTheSamplerIsSilentIsNoticed() throws IOException {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    try (PipedOutputStream sampler = new PipedOutputStream()) {
      assertThatThrownBy(() -> relay(new PipedInputStream(sampler), gone))
          .isInstanceOf(ClientLeft.class);
      assertThatThrownBy(
              () -> {
                while (true) {
                  sampler.write('x'); // until it is told that nobody reads
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatIsWholeEndsWithoutAnError() {
    relay(answer("data: {}\n\ndata: [DONE]\n\n"), said);

    assertThat(saidWithoutBeats()).isEqualTo("data: {}\n\ndata: [DONE]\n\n");
  }

  @Test
  void whatEndsTooEarlyEndsWithAnError() {
    relay(answer("data: {}\n\n"), said);

    assertThat(saidWithoutBeats())
        .startsWith("data: {}\n\ndata: {\"error\":{\"message\":\"The model's process ended");
  }

  /** On a busy machine even an answer that is there may come behind some beats. */
  private String saidWithoutBeats() {
    return said.toString(StandardCharsets.UTF_8).replace(": waiting\n\n", "");
  }

  private static InputStream answer(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private void relay(InputStream answer, OutputStream client) {
    try (UpstreamLines lines = new UpstreamLines(new SamplerAnswer(200, answer))) {
      new StreamRelay(lines, new EventStream(client), readiness, BEAT).run();
    }
  }
}
