package dev.attune.server.pages;

import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.JobSearch;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import dev.attune.platform.run.ValidationProgress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One job: where it is, its curves, its events, and what can be done with it. */
@RestController
@RequestMapping("/jobs/{id}")
final class JobPages {
  private static final int EVENTS = 100;
  private static final int CHECKPOINTS = 100;
  private static final int OTHERS = 20;

  private final Jobs jobs;
  private final ValidationProgress validations;
  private final StoredFiles files;
  private final TrainerLogs logs;
  private final Html html;
  private final InstantSource clock;

  JobPages(
      Jobs jobs,
      ValidationProgress validations,
      StoredFiles files,
      TrainerLogs logs,
      Html html,
      InstantSource clock) {
    this.jobs = jobs;
    this.validations = validations;
    this.files = files;
    this.logs = logs;
    this.html = html;
    this.clock = clock;
  }

  @GetMapping
  void show(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
    Visitor visitor = PageGate.of(request);
    Job job = jobs.retrieve(visitor.project(), id);
    html.show(
        response,
        "job",
        new JobPage(
            Frame.of(visitor, "jobs", job.tunedModel()),
            view(visitor, job),
            JobFacts.of(job, files(visitor, job)),
            events(visitor, id, ""),
            others(visitor, job),
            logs.of(job.id())));
  }

  @GetMapping("/status")
  void status(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
    Visitor visitor = PageGate.of(request);
    html.showPart(
        request, response, "job-status", view(visitor, jobs.retrieve(visitor.project(), id)));
  }

  @GetMapping("/events")
  void events(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
    String after = Objects.requireNonNullElse(request.getParameter("after"), "");
    html.showPart(request, response, "job-events", events(PageGate.of(request), id, after));
  }

  @GetMapping("/facts")
  void facts(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
    Visitor visitor = PageGate.of(request);
    Job job = jobs.retrieve(visitor.project(), id);
    html.showPart(request, response, "job-facts", JobFacts.of(job, files(visitor, job)));
  }

  @GetMapping("/log")
  void log(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
    Job job = jobs.retrieve(PageGate.of(request).project(), id);
    html.showPart(request, response, "job-log", logs.of(job.id()));
  }

  @GetMapping("/curves")
  Curves curves(@PathVariable String id, HttpServletRequest request) {
    Visitor visitor = PageGate.of(request);
    Job job = jobs.retrieve(visitor.project(), id);
    Integer epochs = job.hyperparameters().nEpochs();
    return Curves.of(
        jobs.listMetrics(visitor.project(), id),
        number(request, "from", 0),
        number(request, "to", Integer.MAX_VALUE),
        epochs == null ? 0 : epochs);
  }

  @PostMapping("/pause")
  void pause(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
    jobs.pause(PageGate.of(request).project(), id);
    Redirect.to(response, "/jobs/" + id);
  }

  @PostMapping("/resume")
  void resume(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
    jobs.resume(PageGate.of(request).project(), id);
    Redirect.to(response, "/jobs/" + id);
  }

  @PostMapping("/cancel")
  void cancel(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
    jobs.cancel(PageGate.of(request).project(), id);
    Redirect.to(response, "/jobs/" + id);
  }

  private List<JobFile> files(Visitor visitor, Job job) {
    List<JobFile> all = new ArrayList<>();
    all.add(file(visitor, "Training file", job.order().trainingFile()));
    if (job.order().validationFile() != null) {
      all.add(file(visitor, "Validation file", job.order().validationFile()));
    }
    if (job.state() instanceof JobState.Succeeded(_, _, String result)) {
      all.add(file(visitor, "Result file", result));
    }
    return all;
  }

  private JobFile file(Visitor visitor, String role, String id) {
    return JobFile.of(role, id, files.find(visitor.project().id(), id));
  }

  private JobView view(Visitor visitor, Job job) {
    return JobView.of(
        job,
        new JobView.Progress(jobs.lastMetrics(job), validations.of(job.id())),
        jobs.listCheckpoints(
                visitor.project(), job.id(), PageRequest.newestFirst(null, CHECKPOINTS))
            .items(),
        clock.instant());
  }

  private EventList events(Visitor visitor, String id, String after) {
    Page<JobEvent> page =
        jobs.listEvents(
            visitor.project(), id, PageRequest.newestFirst(after.isEmpty() ? null : after, EVENTS));
    return new EventList(
        id,
        after,
        page.items().stream().map(EventRow::of).toList(),
        page.hasMore() ? page.items().getLast().id() : null);
  }

  private List<JobRow> others(Visitor visitor, Job job) {
    return jobs
        .search(visitor.project(), new JobSearch("", null), PageRequest.newestFirst(null, OTHERS))
        .items()
        .stream()
        .filter(other -> !other.id().equals(job.id()))
        .map(other -> JobRow.of(other, Optional.empty(), clock.instant()))
        .toList();
  }

  private static int number(HttpServletRequest request, String name, int usual) {
    String value = request.getParameter(name);
    return value != null && value.matches("\\d{1,9}") ? Integer.parseInt(value) : usual;
  }
}
