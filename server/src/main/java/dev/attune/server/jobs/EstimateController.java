package dev.attune.server.jobs;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.owner.Project;
import dev.attune.platform.run.Estimates;
import dev.attune.platform.run.FileReports;
import dev.attune.platform.run.ReadProgress;
import dev.attune.server.web.JsonBody;
import dev.attune.server.work.LongWork;
import dev.attune.server.work.Meanwhile;
import dev.attune.server.work.ProgressLines;
import dev.attune.wire.finetuning.CreateFineTuningJob;
import dev.attune.wire.finetuning.DraftWork;
import dev.attune.wire.finetuning.FilesReport;
import dev.attune.wire.finetuning.JobEstimate;
import dev.attune.wire.json.Parameters;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says what a job would need. The request is that for a job, under a path of which an SDK can be
 * given the beginning as its base URL. Who asks with {@code ?progress=true} is answered with lines.
 */
@RestController
final class EstimateController {
  private static final String PROGRESS = "progress";

  private final Jobs jobs;
  private final Estimates estimates;
  private final FileReports reports;

  EstimateController(Jobs jobs, Estimates estimates, FileReports reports) {
    this.jobs = jobs;
    this.estimates = estimates;
    this.reports = reports;
  }

  /** What its files hold, in the same way. */
  @PostMapping("/attune/v1/check/fine_tuning/jobs")
  @Nullable FilesReport check(
      Project project, JsonBody body, Parameters query, HttpServletResponse response) {
    Job draft = draft(project, body);
    if (!query.bool(PROGRESS)) {
      return reports.of(draft, new ReadProgress());
    }
    tell(response, "A check", read -> new DraftWork.Report(reports.of(draft, read)));
    return null;
  }

  @PostMapping("/attune/v1/estimate/fine_tuning/jobs")
  @Nullable JobEstimate estimate(
      Project project, JsonBody body, Parameters query, HttpServletResponse response) {
    Job draft = draft(project, body);
    if (!query.bool(PROGRESS)) {
      return JobJson.of(estimates.of(draft, new ReadProgress()));
    }
    tell(
        response,
        "An estimate",
        read -> new DraftWork.Estimate(JobJson.of(estimates.of(draft, read))));
    return null;
  }

  private static void tell(
      HttpServletResponse response, String what, Function<ReadProgress, DraftWork> work) {
    ReadProgress progress = new ReadProgress();
    LongWork.<DraftWork>answer(
        response,
        what,
        DraftWork.Failed::new,
        listener ->
            Meanwhile.tell(
                () -> work.apply(progress),
                new ProgressLines<>(new DraftChanges(progress), listener)::tell));
  }

  private Job draft(Project project, JsonBody body) {
    NewJob job = NewJob.of(CreateFineTuningJob.read(body.small()));
    return jobs.draft(project, job.order(), job.hyperparameters(), job.options());
  }
}
