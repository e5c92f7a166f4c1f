package dev.attune.platform.models;

import java.util.List;

/** What is told of an export. */
public sealed interface ExportEvent {
  /** How far a stage is; again and again the same where nothing happens. */
  record Progress(String stage, long done, long total) implements ExportEvent {}

  /**
   * One comparison of what was written with the model as it is served.
   *
   * @param same whether it may be relied on to be the same
   * @param finding in words, with the numbers
   */
  record Checked(String what, boolean same, String finding) implements ExportEvent {}

  /** The export is in its place; nothing follows. */
  record Exported(String directory, List<String> files, long bytes) implements ExportEvent {
    public Exported {
      files = List.copyOf(files);
    }
  }
}
