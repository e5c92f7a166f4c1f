package dev.attune.wire.lists;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/** A whole list, without pages. */
@JsonPropertyOrder({"object", "data"})
public record Listing<T>(@JsonProperty("data") List<T> data) {
  public Listing {
    data = List.copyOf(data);
  }

  @JsonProperty("object")
  public String object() {
    return "list";
  }
}
