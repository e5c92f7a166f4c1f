package dev.attune.server.pages;

import dev.attune.platform.files.StoredFile;
import java.util.Optional;

/**
 * A file of a job.
 *
 * @param role what it is to the job
 * @param name as whoever uploaded it called it, empty once it is deleted
 */
public record JobFile(String role, String id, String name) {
  static JobFile of(String role, String id, Optional<StoredFile> found) {
    return new JobFile(role, id, found.map(StoredFile::filename).orElse(""));
  }
}
