package dev.attune.platform.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Which sums are wanted.
 *
 * @param start of the first bucket, a whole minute
 * @param end before which the last one ends
 * @param width of a bucket; buckets begin at its multiples since 1970
 * @param projects all when it is empty, as are keys and models
 */
public record UsageRange(
    Instant start,
    Instant end,
    Duration width,
    Set<Group> groups,
    List<String> projects,
    List<String> keys,
    List<String> models) {
  public UsageRange {
    groups = Set.copyOf(groups);
    projects = List.copyOf(projects);
    keys = List.copyOf(keys);
    models = List.copyOf(models);
  }

  /** The start of the bucket of a time in seconds since 1970. */
  public static Instant bucket(Instant time, Duration width) {
    return Instant.ofEpochSecond(
        Math.floorDiv(time.getEpochSecond(), width.toSeconds()) * width.toSeconds());
  }
}
