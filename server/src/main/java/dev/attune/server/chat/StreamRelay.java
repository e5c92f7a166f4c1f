package dev.attune.server.chat;

import dev.attune.server.health.Readiness;
import dev.attune.wire.chat.Usage;
import dev.attune.wire.chat.UsageComment;
import dev.attune.wire.errors.ApiError;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream on its way from a sampler to a client, until either ends it. */
final class StreamRelay {
  private static final Logger LOG = LoggerFactory.getLogger(StreamRelay.class);

  /** Shorter than proxies and idle connections endure silence. */
  private static final Duration BEAT = Duration.ofSeconds(10);

  private static final int MOST_BEATS = 60;

  private final UpstreamLines lines;
  private final EventStream client;
  private final Readiness readiness;
  private final Duration beat;
  private boolean complete;
  private int beats;
  private Optional<Usage> usage = Optional.empty();

  StreamRelay(UpstreamLines lines, EventStream client, Readiness readiness) {
    this(lines, client, readiness, BEAT);
  }

  StreamRelay(UpstreamLines lines, EventStream client, Readiness readiness, Duration beat) {
    this.beat = beat;
    this.lines = lines;
    this.client = client;
    this.readiness = readiness;
  }

  void run() {
    boolean goesOn = true;
    while (goesOn) {
      goesOn = readiness.isTimeUp() ? end(SamplerErrors.STOPPING) : take(lines.next(beat));
    }
  }

  /** Returns whether something may follow. */
  private boolean take(UpstreamLines.Next next) {
    return switch (next) {
      case UpstreamLines.Next.Line(String line) -> pass(line);
      case UpstreamLines.Next.Silence _ -> waitOn();
      case UpstreamLines.Next.End _ -> end(SamplerErrors.DIED);
      case UpstreamLines.Next.Broken(var cause) -> {
        LOG.warn("A sampler broke off; the client is told to ask again", cause);
        yield end(SamplerErrors.DIED);
      }
    };
  }

  /** What the sampler last said that it took. */
  Optional<Usage> usage() {
    return usage;
  }

  private boolean pass(String line) {
    Optional<Usage> counted = UsageComment.read(line);
    if (counted.isPresent()) {
      usage = counted;
      return true;
    }
    // A sampler that fails says so itself and says no more.
    complete |= line.equals("data: [DONE]") || line.startsWith("data: {\"error\":");
    beats = 0;
    client.line(line);
    return true;
  }

  private boolean waitOn() {
    if (++beats > MOST_BEATS) {
      return end(SamplerErrors.SILENT);
    }
    client.beat();
    return true;
  }

  private boolean end(ApiError unlessComplete) {
    if (!complete) {
      client.error(unlessComplete);
    }
    return false;
  }
}
