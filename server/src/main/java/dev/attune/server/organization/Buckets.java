package dev.attune.server.organization;

import dev.attune.platform.usage.Group;
import dev.attune.platform.usage.UsageRange;
import dev.attune.wire.usage.BucketWidth;
import dev.attune.wire.usage.UsagePage;
import dev.attune.wire.usage.UsageQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of time of one page: they begin at whole minutes, hours or days (UTC), but for the
 * first and the last, which are cut where the client cuts.
 *
 * @param starts of the buckets
 * @param end of the last
 * @param next where the next page begins, null when this is the last
 */
record Buckets(List<Instant> starts, Instant end, BucketWidth width, @Nullable Instant next) {

  static Buckets of(UsageQuery query, Instant now) {
    Instant first =
        (query.page() == null ? query.start() : query.page()).truncatedTo(ChronoUnit.MINUTES);
    Instant end = query.end() == null ? now.plusSeconds(1) : query.end();
    List<Instant> starts = new ArrayList<>();
    Instant at = first;
    while (at.isBefore(end) && starts.size() < query.limit()) {
      starts.add(at);
      at = after(at, query.width().width());
    }
    boolean isLast = !at.isBefore(end);
    return new Buckets(List.copyOf(starts), isLast ? end : at, query.width(), isLast ? null : at);
  }

  private static Instant after(Instant start, Duration width) {
    return UsageRange.bucket(start, width).plus(width);
  }

  UsageRange range(Set<Group> groups, UsageQuery.Only only) {
    Instant start = starts.isEmpty() ? end : starts.getFirst();
    return new UsageRange(
        start, end, width.width(), groups, only.projects(), only.keys(), only.models());
  }

  /** Every bucket with what was counted in it, the empty ones too. */
  <S, R> UsagePage<R> page(List<S> sums, Function<S, Instant> bucket, Function<S, R> json) {
    List<UsagePage.Bucket<R>> data = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      Instant start = starts.get(i);
      Instant until = i + 1 < starts.size() ? starts.get(i + 1) : end;
      Instant whole = UsageRange.bucket(start, width.width());
      data.add(
          new UsagePage.Bucket<>(
              start.getEpochSecond(),
              until.getEpochSecond(),
              sums.stream().filter(sum -> bucket.apply(sum).equals(whole)).map(json).toList()));
    }
    return new UsagePage<>(data, next == null ? null : UsagePage.name(next));
  }
}
