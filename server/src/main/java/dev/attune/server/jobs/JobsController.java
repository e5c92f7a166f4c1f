package dev.attune.server.jobs;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.owner.Project;
import dev.attune.platform.run.ValidationProgress;
import dev.attune.server.web.JsonBody;
import dev.attune.server.web.PageJson;
import dev.attune.wire.finetuning.CreateFineTuningJob;
import dev.attune.wire.finetuning.FineTuningJob;
import dev.attune.wire.finetuning.FineTuningJobCheckpoint;
import dev.attune.wire.finetuning.FineTuningJobEvent;
import dev.attune.wire.finetuning.JobQuery;
import dev.attune.wire.json.Parameters;
import dev.attune.wire.lists.CursorPage;
import dev.attune.wire.lists.Page;
import dev.attune.wire.lists.PageQuery;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Jobs of the caller's own project. A cancel, pause or resume has no body, or any. */
@RestController
@RequestMapping("/v1/fine_tuning/jobs")
final class JobsController {
  private final Jobs jobs;
  private final ValidationProgress validations;

  JobsController(Jobs jobs, ValidationProgress validations) {
    this.jobs = jobs;
    this.validations = validations;
  }

  @PostMapping
  FineTuningJob create(Project project, JsonBody body) {
    NewJob job = NewJob.of(CreateFineTuningJob.read(body.small()));
    return json(project, jobs.create(project, job.order(), job.hyperparameters(), job.options()));
  }

  @GetMapping
  Page<FineTuningJob> list(Project project, Parameters query) {
    JobQuery wanted = JobQuery.read(query);
    return PageJson.of(
        jobs.list(project, NewJob.filter(wanted.metadata()), PageJson.request(wanted.page())),
        job -> json(project, job));
  }

  @GetMapping("/{id}")
  FineTuningJob retrieve(Project project, @PathVariable String id) {
    return json(project, jobs.retrieve(project, id));
  }

  @PostMapping("/{id}/cancel")
  FineTuningJob cancel(Project project, @PathVariable String id) {
    return json(project, jobs.cancel(project, id));
  }

  @PostMapping("/{id}/pause")
  FineTuningJob pause(Project project, @PathVariable String id) {
    return json(project, jobs.pause(project, id));
  }

  @PostMapping("/{id}/resume")
  FineTuningJob resume(Project project, @PathVariable String id) {
    return json(project, jobs.resume(project, id));
  }

  @GetMapping("/{id}/events")
  Page<FineTuningJobEvent> events(Project project, @PathVariable String id, Parameters query) {
    PageQuery page = PageQuery.read(query, JobQuery.USUAL_LIMIT);
    return PageJson.of(jobs.listEvents(project, id, PageJson.request(page)), EventJson::of);
  }

  @GetMapping("/{id}/checkpoints")
  CursorPage<FineTuningJobCheckpoint> checkpoints(
      Project project, @PathVariable String id, Parameters query) {
    PageQuery page = PageQuery.read(query, JobQuery.USUAL_CHECKPOINT_LIMIT);
    return CursorPage.of(
        PageJson.of(jobs.listCheckpoints(project, id, PageJson.request(page)), EventJson::of),
        FineTuningJobCheckpoint::id);
  }

  private FineTuningJob json(Project project, Job job) {
    return JobJson.of(project, job, validations.of(job.id()));
  }
}
