package dev.attune.platform.run;

import dev.attune.wire.finetuning.FilesReport;
import java.util.Optional;

/** Says what files hold, for people, with a model's own template and tokenizer. */
@FunctionalInterface
public interface FileReporter {
  /**
   * Reads both files to their ends, and tells each how far it is read.
   *
   * @param name of the model
   * @throws dev.attune.platform.failure.PlatformException when a job could not use them
   */
  FilesReport report(
      String name, FileCheck.Learner learner, ReadFile training, Optional<ReadFile> validation);
}
