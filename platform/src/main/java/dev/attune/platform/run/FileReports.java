package dev.attune.platform.run;

import dev.attune.platform.files.StoredFile;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.models.StartingPoint;
import dev.attune.wire.finetuning.FilesReport;
import java.util.Optional;

/** Says what the files of a job would hold before there is one. */
public final class FileReports {
  private final QueueParts parts;
  private final FileReporter reporter;

  FileReports(QueueParts parts, FileReporter reporter) {
    this.parts = parts;
    this.reporter = reporter;
  }

  /**
   * Reads the files of a draft of a job.
   *
   * @param progress is told how far they are read
   * @throws dev.attune.platform.failure.PlatformException when no such job can be
   */
  public FilesReport of(Job draft, ReadProgress progress) {
    StartingPoint start = parts.models().startingPoint(draft.projectId(), draft.order().model());
    FileCheck.Learner learner =
        new FileCheck.Learner(
            start.directory(),
            start.base().context(),
            draft.options().maxSequenceLength(),
            parts.controlTokens(),
            draft.order().method());
    ReadFile training = file(draft, draft.order().trainingFile());
    Optional<ReadFile> validation =
        Optional.ofNullable(draft.order().validationFile()).map(id -> file(draft, id));
    progress.begin(training, validation);
    return reporter.report(start.name(), learner, training, validation);
  }

  /** It was there a moment ago, when the draft was made. */
  private ReadFile file(Job draft, String id) {
    StoredFile file = parts.files().findForJob(draft.projectId(), id).orElseThrow();
    return new ReadFile(file, parts.files().content(file));
  }
}
