package dev.attune.wire.backup;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** A line of what is said while a backup is written, read or restored; the last says the end. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BackupWork.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = BackupWork.Done.class, name = "done"),
  @JsonSubTypes.Type(value = BackupWork.Failed.class, name = "error")
})
public sealed interface BackupWork {
  /**
   * How far it is.
   *
   * @param name the file that was just done
   * @param done bytes, of {@code total}
   */
  record Progress(
      @JsonProperty("name") String name,
      @JsonProperty("done") long done,
      @JsonProperty("total") long total)
      implements BackupWork {}

  /**
   * The backup, or the data directory, is whole.
   *
   * @param createdAt Unix seconds of the moment that the backup is
   * @param outside folders of base models that are not in it
   * @param lost what was damaged or gone before the backup
   */
  record Done(
      @JsonProperty("directory") String directory,
      @JsonProperty("created_at") long createdAt,
      @JsonProperty("files") int files,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("outside") List<String> outside,
      @JsonProperty("lost") List<String> lost)
      implements BackupWork {
    public Done {
      outside = List.copyOf(outside);
      lost = List.copyOf(lost);
    }
  }

  /** It came to nothing. */
  record Failed(@JsonProperty("message") String message) implements BackupWork {}
}
