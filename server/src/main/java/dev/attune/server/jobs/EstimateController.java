package dev.attune.server.jobs;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.owner.Project;
import dev.attune.platform.run.Estimates;
import dev.attune.platform.run.FileReports;
import dev.attune.server.web.JsonBody;
import dev.attune.wire.finetuning.CreateFineTuningJob;
import dev.attune.wire.finetuning.FilesReport;
import dev.attune.wire.finetuning.JobEstimate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says what a job would need. The request is that for a job, under a path of which an SDK can be
 * given the beginning as its base URL.
 */
@RestController
final class EstimateController {
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
  FilesReport check(Project project, JsonBody body) {
    return reports.of(draft(project, body));
  }

  @PostMapping("/attune/v1/estimate/fine_tuning/jobs")
  JobEstimate estimate(Project project, JsonBody body) {
    return JobJson.of(estimates.of(draft(project, body)));
  }

  private Job draft(Project project, JsonBody body) {
    NewJob job = NewJob.of(CreateFineTuningJob.read(body.small()));
    return jobs.draft(project, job.order(), job.hyperparameters(), job.options());
  }
}
