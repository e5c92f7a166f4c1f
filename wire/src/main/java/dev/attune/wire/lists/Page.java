package dev.attune.wire.lists;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * A piece of a list; the next piece comes after the id of the last item.
 *
 * @param hasMore whether there is a next piece; the Java SDK never looks and asks until one is
 *     empty
 */
@JsonPropertyOrder({"object", "data", "has_more"})
public record Page<T>(
    @JsonProperty("data") List<T> data, @JsonProperty("has_more") boolean hasMore) {
  public Page {
    data = List.copyOf(data);
  }

  @JsonProperty("object")
  public String object() {
    return "list";
  }
}
