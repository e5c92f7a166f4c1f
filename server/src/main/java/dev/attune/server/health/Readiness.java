package dev.attune.server.health;

import java.time.Duration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/** Whether requests are taken: from the end of the start to the beginning of the end. */
public final class Readiness implements ApplicationListener<ContextClosedEvent> {
  /** How long an answer may go on once the server was told to stop; it is cut off soon after. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(25);

  private volatile boolean ready;
  private volatile boolean closing;
  private volatile long closingSince;

  public void begin() {
    ready = true;
  }

  public boolean isReady() {
    return ready;
  }

  /** True when an answer that is still being given must come to its end. */
  public boolean isTimeUp() {
    return closing && System.nanoTime() - closingSince > LAST_WORDS.toNanos();
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    ready = false;
    closingSince = System.nanoTime();
    closing = true;
  }
}
