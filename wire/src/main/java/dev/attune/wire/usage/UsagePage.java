package dev.attune.wire.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.json.JsonField;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Some buckets in their order in time.
 *
 * @param nextPage what to ask for the buckets behind, null when there are none
 */
@JsonPropertyOrder({"object", "data", "has_more", "next_page"})
public record UsagePage<R>(
    @JsonProperty("data") List<Bucket<R>> data,
    @JsonProperty("next_page") @Nullable String nextPage) {
  private static final Pattern POSITION = Pattern.compile("page_(\\d{1,10})");

  public UsagePage {
    data = List.copyOf(data);
  }

  @JsonProperty("object")
  public String object() {
    return "page";
  }

  @JsonProperty("has_more")
  public boolean hasMore() {
    return nextPage != null;
  }

  /** The name of the page that begins with the bucket at {@code start}. */
  public static String name(Instant start) {
    return "page_" + start.getEpochSecond();
  }

  static Instant position(JsonField page) {
    Matcher matcher = POSITION.matcher(page.string());
    if (!matcher.matches()) {
      throw ApiError.badRequest(
              "page", "'page' must be the 'next_page' of the page before, or be left out.")
          .toException();
    }
    return Instant.ofEpochSecond(Long.parseLong(matcher.group(1)));
  }

  /**
   * What was counted in a piece of time.
   *
   * @param startTime in seconds since 1970
   * @param endTime before which it ends
   */
  @JsonPropertyOrder({"object", "start_time", "end_time", "results"})
  public record Bucket<R>(
      @JsonProperty("start_time") long startTime,
      @JsonProperty("end_time") long endTime,
      @JsonProperty("results") List<R> results) {
    public Bucket {
      results = List.copyOf(results);
    }

    @JsonProperty("object")
    public String object() {
      return "bucket";
    }
  }
}
