package dev.attune.platform.tracking;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a service made of what it was told. */
public sealed interface Outcome {
  /**
   * It has it.
   *
   * @param memory what the tracker wants to know the next time; kept with how far the service has
   *     been told, in one write
   * @param page where a person sees the run; null where there is none, or it is known
   */
  record Taken(String memory, @Nullable URI page) implements Outcome {}

  /**
   * It has not, or did not say so in time.
   *
   * @param why sentences for whoever created the job
   * @param rest for which it asked to be left alone, zero when it did not
   */
  record Refused(String why, Duration rest) implements Outcome {
    public Refused(String why) {
      this(why, Duration.ZERO);
    }
  }
}
