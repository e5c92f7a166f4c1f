package dev.attune.server.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a project, newest first.
 *
 * @param next the id behind which the older ones come, null when there are none
 */
public record FilesPage(Frame frame, List<FileRow> files, @Nullable String next) {
  public FilesPage {
    files = List.copyOf(files);
  }
}
