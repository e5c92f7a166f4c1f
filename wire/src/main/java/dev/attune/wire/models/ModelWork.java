package dev.attune.wire.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.attune.wire.errors.ErrorBody;
import java.util.List;

/**
 * A line of the answer to a request that takes long: what is happening, and in the last line how it
 * ended. Where nothing happens for a while, the last progress comes again.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ModelWork.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = ModelWork.Checked.class, name = "checked"),
  @JsonSubTypes.Type(value = ModelWork.Exported.class, name = "exported"),
  @JsonSubTypes.Type(value = ModelWork.Added.class, name = "added"),
  @JsonSubTypes.Type(value = ModelWork.Loaded.class, name = "loaded"),
  @JsonSubTypes.Type(value = ModelWork.Failed.class, name = "error")
})
public sealed interface ModelWork {
  /**
   * How far something is.
   *
   * @param name a stage, or a file
   * @param total in bytes where it has more than one step
   */
  record Progress(
      @JsonProperty("name") String name,
      @JsonProperty("done") long done,
      @JsonProperty("total") long total)
      implements ModelWork {}

  /**
   * One comparison of an export with the model as it is served.
   *
   * @param same whether it may be relied on to be the same
   * @param finding in words, with the numbers
   */
  record Checked(
      @JsonProperty("what") String what,
      @JsonProperty("same") boolean same,
      @JsonProperty("finding") String finding)
      implements ModelWork {}

  /** The export is in its place. */
  record Exported(
      @JsonProperty("directory") String directory,
      @JsonProperty("files") List<String> files,
      @JsonProperty("bytes") long bytes)
      implements ModelWork {
    public Exported {
      files = List.copyOf(files);
    }
  }

  /** The model can be tuned and asked. */
  record Added(@JsonProperty("model") Model model) implements ModelWork {}

  /** The model answers without a wait. */
  record Loaded(@JsonProperty("model") String model) implements ModelWork {}

  /** It came to nothing. */
  record Failed(@JsonProperty("error") ErrorBody.Fields error) implements ModelWork {}
}
