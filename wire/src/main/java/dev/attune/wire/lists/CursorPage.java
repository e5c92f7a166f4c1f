package dev.attune.wire.lists;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Page} that also says the ids of its ends.
 *
 * @param firstId null when the page is empty
 * @param lastId null when the page is empty
 */
@JsonPropertyOrder({"object", "data", "first_id", "last_id", "has_more"})
public record CursorPage<T>(
    @JsonProperty("data") List<T> data,
    @JsonProperty("first_id") @Nullable String firstId,
    @JsonProperty("last_id") @Nullable String lastId,
    @JsonProperty("has_more") boolean hasMore) {
  public CursorPage {
    data = List.copyOf(data);
  }

  public static <T> CursorPage<T> of(Page<T> page, Function<T, String> id) {
    List<T> data = page.data();
    return data.isEmpty()
        ? new CursorPage<>(data, null, null, page.hasMore())
        : new CursorPage<>(
            data, id.apply(data.getFirst()), id.apply(data.getLast()), page.hasMore());
  }

  @JsonProperty("object")
  public String object() {
    return "list";
  }
}
