package dev.attune.wire.usage;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.Parameters;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which counts are wanted.
 *
 * @param start of the first bucket
 * @param end before which the last one ends; null for now
 * @param limit buckets at most
 * @param page where the page before ended; null for the first
 * @param groups by which counts are told apart; what is not among them is null in an answer
 */
public record UsageQuery(
    Instant start,
    @Nullable Instant end,
    BucketWidth width,
    int limit,
    @Nullable Instant page,
    Set<UsageGroup> groups,
    Only only) {
  private static final int MOST_VALUES = 200;
  private static final int LATEST = Integer.MAX_VALUE;

  public UsageQuery {
    groups = Set.copyOf(groups);
  }

  /**
   * What is counted; an empty list is everything.
   *
   * @param batch null for both
   */
  public record Only(
      List<String> projects,
      List<String> users,
      List<String> keys,
      List<String> models,
      @Nullable Boolean batch) {
    public Only {
      projects = List.copyOf(projects);
      users = List.copyOf(users);
      keys = List.copyOf(keys);
      models = List.copyOf(models);
    }

    /** Whether nothing here can be meant: there are neither users nor batches. */
    public boolean isNothing() {
      return !users.isEmpty() || Boolean.TRUE.equals(batch);
    }
  }

  public static UsageQuery read(Parameters query) {
    query.required("start_time");
    BucketWidth width =
        query.text("bucket_width").map(f -> f.oneOf(BucketWidth.values())).orElse(BucketWidth.DAY);
    Instant start = time(query, "start_time");
    Instant end = query.text("end_time").isPresent() ? time(query, "end_time") : null;
    if (end != null && !start.isBefore(end)) {
      throw ApiError.badRequest("end_time", "'end_time' must be later than 'start_time'.")
          .toException();
    }
    return new UsageQuery(
        start,
        end,
        width,
        query.integer("limit", 1, width.most(), width.usual()),
        query.text("page").map(UsagePage::position).orElse(null),
        groups(query),
        new Only(
            query.all("project_ids", MOST_VALUES),
            query.all("user_ids", MOST_VALUES),
            query.all("api_key_ids", MOST_VALUES),
            query.all("models", MOST_VALUES),
            query.text("batch").isPresent() ? query.bool("batch") : null));
  }

  private static Instant time(Parameters query, String name) {
    return Instant.ofEpochSecond(query.integer(name, 0, LATEST, 0));
  }

  private static Set<UsageGroup> groups(Parameters query) {
    Set<UsageGroup> groups = EnumSet.noneOf(UsageGroup.class);
    for (JsonField field : query.fields("group_by", MOST_VALUES)) {
      groups.add(field.oneOf(UsageGroup.values()));
    }
    return groups;
  }
}
