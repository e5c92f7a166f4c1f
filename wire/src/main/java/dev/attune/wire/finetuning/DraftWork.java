package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.attune.wire.errors.ErrorBody;

/**
 * A line of the answer about a job that is not made, for who asked with {@code ?progress=true}:
 * what is happening, and in the last line what came out. Where nothing happens for a while, the
 * last progress comes again.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DraftWork.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = DraftWork.Report.class, name = "report"),
  @JsonSubTypes.Type(value = DraftWork.Estimate.class, name = "estimate"),
  @JsonSubTypes.Type(value = DraftWork.Failed.class, name = "error")
})
public sealed interface DraftWork {
  /** The progress, without a number, of what follows when all files are read. */
  String MEASURING = "measuring memory and time";

  /**
   * How far something is.
   *
   * @param name a file, by its name or, where two have the same, by its id; or a phase
   * @param done bytes that are read
   * @param total bytes of the file; 0 of what has no number
   */
  record Progress(
      @JsonProperty("name") String name,
      @JsonProperty("done") long done,
      @JsonProperty("total") long total)
      implements DraftWork {}

  /** What the files hold. */
  record Report(@JsonProperty("report") FilesReport report) implements DraftWork {}

  /** What the job would need. */
  record Estimate(@JsonProperty("estimate") JobEstimate estimate) implements DraftWork {}

  /** No such job can be. */
  record Failed(@JsonProperty("error") ErrorBody.Fields error) implements DraftWork {}
}
