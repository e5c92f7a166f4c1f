package dev.attune.server.pages;

import dev.attune.protocol.RunDirectory;
import java.nio.file.Path;

/**
 * The ends of the logs that trainers write.
 *
 * @param runs the folder of all run directories
 */
record TrainerLogs(Path runs) {
  static TrainerLogs in(Path dataDirectory) {
    return new TrainerLogs(dataDirectory.resolve("runs"));
  }

  /** Empty of a job that no trainer has begun. */
  String of(String jobId) {
    return LogTail.of(new RunDirectory(runs.resolve(jobId)).trainerLog());
  }
}
