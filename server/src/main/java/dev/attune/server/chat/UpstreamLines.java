package dev.attune.server.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The lines of an answer that is still being given. A thread of its own reads a little ahead, so
 * that whoever waits for a line can stop waiting.
 */
final class UpstreamLines implements AutoCloseable {
  private static final int AHEAD = 64;

  private final SamplerAnswer answer;
  private final BlockingQueue<Next> ahead = new ArrayBlockingQueue<>(AHEAD);
  private final Thread reading;

  UpstreamLines(SamplerAnswer answer) {
    this.answer = answer;
    this.reading = Thread.ofVirtual().name("sampler-lines").start(this::read);
  }

  /** What comes next. */
  sealed interface Next {
    record Line(String text) implements Next {}

    record End() implements Next {}

    record Broken(IOException cause) implements Next {}

    /** Nothing came in time. */
    record Silence() implements Next {}
  }

  Next next(Duration patience) {
    try {
      Next next = ahead.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      return next == null ? new Next.Silence() : next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Next.Broken(new IOException("Interrupted", e));
    }
  }

  /** Stops reading, which makes the sampler stop. */
  @Override
  public void close() {
    reading.interrupt();
    answer.close();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        ahead.put(new Next.Line(line));
      }
      ahead.put(new Next.End());
    } catch (IOException e) {
      broken(e);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void broken(IOException cause) {
    try {
      ahead.put(new Next.Broken(cause));
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }
}
