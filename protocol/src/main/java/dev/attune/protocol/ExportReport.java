package dev.attune.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * What an export tells while it runs, as lines of JSON on its standard output. The last one is
 * {@link Exported} or {@link Refused}; no such line means that it was killed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ExportReport.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = ExportReport.Checked.class, name = "checked"),
  @JsonSubTypes.Type(value = ExportReport.Exported.class, name = "exported"),
  @JsonSubTypes.Type(value = ExportReport.Refused.class, name = "refused")
})
public sealed interface ExportReport {
  /**
   * How far it is.
   *
   * @param stage what it does, such as {@code writing}
   * @param done of {@code total}, in whatever the stage counts
   */
  record Progress(String stage, long done, long total) implements ExportReport {}

  /**
   * One comparison of what was written with the model as it is served.
   *
   * @param what is compared
   * @param same whether it may be relied on to be the same
   * @param finding in words, with the numbers
   */
  record Checked(String what, boolean same, String finding) implements ExportReport {}

  /**
   * The export is in its place.
   *
   * @param files by name, in order
   * @param bytes of all files
   */
  record Exported(String directory, List<String> files, long bytes) implements ExportReport {
    public Exported {
      files = List.copyOf(files);
    }
  }

  /**
   * Nothing was exported.
   *
   * @param code stable, in snake_case
   * @param message what is wrong and what to do
   */
  record Refused(String code, String message) implements ExportReport {}

  /** The line that {@link #parse} reads. */
  default String toLine() {
    return ProtocolJson.line(this);
  }

  static ExportReport parse(String line) {
    return ProtocolJson.parse(line, ExportReport.class);
  }
}
