package dev.attune.platform.run;

import dev.attune.platform.files.StoredFile;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.models.StartingPoint;
import dev.attune.wire.finetuning.FilesReport;
import java.nio.file.Path;
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
   * @throws dev.attune.platform.failure.PlatformException when no such job can be
   */
  public FilesReport of(Job draft) {
    StartingPoint start = parts.models().startingPoint(draft.projectId(), draft.order().model());
    FileCheck.Learner learner =
        new FileCheck.Learner(
            start.directory(),
            start.base().context(),
            draft.options().maxSequenceLength(),
            parts.controlTokens(),
            draft.order().method());
    return reporter.report(
        start.name(),
        learner,
        content(draft, draft.order().trainingFile()),
        Optional.ofNullable(draft.order().validationFile()).map(file -> content(draft, file)));
  }

  /** It was there a moment ago, when the draft was made. */
  private Path content(Job draft, String id) {
    StoredFile file = parts.files().findForJob(draft.projectId(), id).orElseThrow();
    return parts.files().content(file);
  }
}
