package dev.attune.wire.chat;

import dev.attune.wire.json.WireJson;
import java.util.Optional;

/**
 * The counts so far, which a sampler puts into a stream as comments. The server takes them out, so
 * it knows what was used even when the client leaves before the end.
 */
public final class UsageComment {
  private static final String PREFIX = ": usage ";

  private UsageComment() {}

  /** The line, without its end. */
  public static String line(Usage usage) {
    return PREFIX + WireJson.text(usage);
  }

  /** The counts of a line that is such a comment. */
  public static Optional<Usage> read(String line) {
    return line.startsWith(PREFIX)
        ? Optional.of(Usage.read(WireJson.mapper().readTree(line.substring(PREFIX.length()))))
        : Optional.empty();
  }
}
