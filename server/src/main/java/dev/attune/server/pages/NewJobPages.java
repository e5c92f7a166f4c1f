package dev.attune.server.pages;

import dev.attune.platform.files.StoredFile;
import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.jobs.Asked;
import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.models.ListedModel;
import dev.attune.platform.models.Models;
import dev.attune.platform.page.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The form for a new job, empty or with the values of an old one. */
@RestController
final class NewJobPages {
  private static final int FILES = 500;

  private final Jobs jobs;
  private final Models models;
  private final StoredFiles files;
  private final Html html;

  NewJobPages(Jobs jobs, Models models, StoredFiles files, Html html) {
    this.jobs = jobs;
    this.models = models;
    this.files = files;
    this.html = html;
  }

  @GetMapping("/jobs/new")
  void show(HttpServletRequest request, HttpServletResponse response) {
    Visitor visitor = PageGate.of(request);
    String from = request.getParameter("from");
    List<FileRow> usable =
        files
            .list(visitor.project(), StoredFile.FINE_TUNE, PageRequest.newestFirst(null, FILES))
            .items()
            .stream()
            .map(FileRow::of)
            .toList();
    html.show(
        response,
        "new-job",
        new NewJobPage(
            Frame.of(visitor, "jobs", "New fine-tuning job"),
            models.list(visitor.project()).stream().map(ListedModel::name).toList(),
            usable,
            from == null
                ? NewJobPage.Beginning.with(typed(request.getParameter("model")))
                : beginning(jobs.retrieve(visitor.project(), from)),
            "http://%s/v1".formatted(request.getHeader("Host"))));
  }

  /** What was left open stays open, where that is known. */
  private static NewJobPage.Beginning beginning(Job job) {
    Asked asked =
        Objects.requireNonNullElseGet(
            job.asked(), () -> new Asked(job.hyperparameters(), job.options()));
    Hyperparameters numbers = asked.hyperparameters();
    return new NewJobPage.Beginning(
        job.order().model(),
        job.order().method().text(),
        job.order().trainingFile(),
        typed(job.order().validationFile()),
        typed(job.order().suffix()),
        typed(numbers.nEpochs()),
        typed(numbers.batchSize()),
        typed(numbers.learningRateMultiplier()),
        typed(numbers.beta()),
        typed(asked.options().rank()),
        Integer.toString(job.seed()));
  }

  private static String typed(@Nullable Object value) {
    return Objects.toString(value, "");
  }
}
