package dev.attune.platform.usage;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts answers. They are gathered and written once a second, so that no answer waits for a disk;
 * a crash loses the last second of counts, and nothing else.
 */
public final class UsageLog {
  private final UsageStore store;
  private final InstantSource clock;
  private final Map<Place, UsageCount> gathered = new HashMap<>();

  public UsageLog(UsageStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  private record Place(Instant minute, UsageKey key) {}

  /** Counts one answer. */
  public void add(UsageKey key, Tokens tokens) {
    Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    add(new UsageCount(minute, key, 1, tokens));
  }

  private void add(UsageCount count) {
    synchronized (gathered) {
      gathered.merge(new Place(count.minute(), count.key()), count, UsageCount::plus);
    }
  }

  /** Writes what was gathered; what cannot be written is kept for the next time. */
  public synchronized void flush() {
    List<UsageCount> counts = take();
    if (counts.isEmpty()) {
      return;
    }
    try {
      store.add(counts);
    } catch (RuntimeException e) {
      counts.forEach(this::add);
      throw e;
    }
  }

  private List<UsageCount> take() {
    synchronized (gathered) {
      List<UsageCount> counts = List.copyOf(gathered.values());
      gathered.clear();
      return counts;
    }
  }

  /** Sums that are not zero, by bucket, what was counted just now among them. */
  public List<CompletionSum> completions(String organizationId, UsageRange range) {
    flush();
    return store.completions(organizationId, range);
  }

  public List<JobSum> jobs(String organizationId, UsageRange range) {
    return store.jobs(organizationId, range);
  }

  public Instant now() {
    return clock.instant();
  }
}
