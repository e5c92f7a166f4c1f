package dev.attune.cli.commands;

import com.openai.client.OpenAIClient;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJobEvent;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.models.finetuning.jobs.JobListEventsParams;
import com.openai.models.finetuning.jobs.JobListParams;
import com.openai.models.finetuning.jobs.checkpoints.CheckpointListParams;
import com.openai.models.finetuning.jobs.checkpoints.FineTuningJobCheckpoint;
import com.openai.services.blocking.finetuning.JobService;
import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Table;
import dev.attune.cli.terminal.Times;
import dev.attune.cli.watch.JobEnding;
import dev.attune.cli.watch.JobWatch;
import dev.attune.cli.watch.WatchView;
import dev.attune.cli.watch.Watched;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fine-tuning jobs. */
@Command(
    name = "jobs",
    description = "Create and follow fine-tuning jobs.",
    mixinStandardHelpOptions = true)
public final class JobsCommand {
  private static final String ID = "ID";

  private final Session session;

  public JobsCommand(Session session) {
    this.session = session;
  }

  @Command(description = "Create a job and print its id.", mixinStandardHelpOptions = true)
  int create(
      @Mixin JobOptions options,
      @Option(names = "--watch", description = "Follow it to its end.") boolean watch) {
    OpenAIClient client = session.client();
    JobCreateParams request = options.request(session, client);
    if (!watch) {
      session.answer(() -> jobs().create(request), job -> session.terminal().print(job.id()));
      return 0;
    }
    return watch(client.fineTuning().jobs().create(request).id());
  }

  @Command(description = "List jobs, newest first.", mixinStandardHelpOptions = true)
  void list(@Mixin PageOptions page) {
    JobListParams request = JobListParams.builder().limit(page.limit()).after(page.after()).build();
    session.answer(() -> jobs().list(request), found -> table(found.items()));
  }

  @Command(description = "Show one job.", mixinStandardHelpOptions = true)
  void get(@Parameters(paramLabel = ID, description = "The id of a job, ftjob-….") String id) {
    session.answer(
        () -> jobs().retrieve(id), job -> JobText.lines(job).forEach(session.terminal()::print));
  }

  @Command(
      description = "Follow a job to its end; exit code 0 when it succeeds or is paused.",
      mixinStandardHelpOptions = true)
  int watch(@Parameters(paramLabel = ID, description = "The id of a job, ftjob-….") String id) {
    Watched watched;
    try (WatchView view = session.json() ? WatchView.none() : WatchView.of(session.terminal())) {
      watched = new JobWatch(session.client(), session.host().pace()).untilAtRest(id, view);
    }
    if (session.json()) {
      session.answer(() -> jobs().retrieve(id), _ -> {});
    } else {
      watched.summary().forEach(session.terminal()::print);
    }
    return JobEnding.isWell(watched.job()) ? 0 : 1;
  }

  @Command(
      description = "Show what happened to a job, newest last.",
      mixinStandardHelpOptions = true)
  void events(
      @Parameters(paramLabel = ID, description = "The id of a job, ftjob-….") String id,
      @Mixin PageOptions page) {
    JobListEventsParams request =
        JobListEventsParams.builder().limit(page.limit()).after(page.after()).build();
    session.answer(() -> jobs().listEvents(id, request), found -> eventTable(found.items()));
  }

  @Command(
      description = "List the states of a job that can be asked like a model.",
      mixinStandardHelpOptions = true)
  void checkpoints(
      @Parameters(paramLabel = ID, description = "The id of a job, ftjob-….") String id,
      @Mixin PageOptions page) {
    CheckpointListParams request =
        CheckpointListParams.builder().limit(page.limit()).after(page.after()).build();
    session.answer(
        () -> jobs().checkpoints().list(id, request), found -> checkpointTable(found.items()));
  }

  @Command(description = "End a job for good.", mixinStandardHelpOptions = true)
  void cancel(@Parameters(paramLabel = ID, description = "The id of a job, ftjob-….") String id) {
    session.answer(() -> jobs().cancel(id), this::status);
  }

  @Command(description = "Stop a job so that it can go on later.", mixinStandardHelpOptions = true)
  void pause(@Parameters(paramLabel = ID, description = "The id of a job, ftjob-….") String id) {
    session.answer(() -> jobs().pause(id), this::status);
  }

  @Command(description = "Let a paused job go on.", mixinStandardHelpOptions = true)
  void resume(@Parameters(paramLabel = ID, description = "The id of a job, ftjob-….") String id) {
    session.answer(() -> jobs().resume(id), this::status);
  }

  private void status(FineTuningJob job) {
    session.terminal().print(job.id() + " " + job.status().asString());
  }

  private void table(List<FineTuningJob> jobs) {
    Table table = new Table("ID", "STATUS", "MODEL", "CREATED", "TUNED MODEL");
    for (FineTuningJob job : jobs) {
      table.row(
          job.id(),
          job.status().asString(),
          job.model(),
          Times.date(job.createdAt()),
          job.fineTunedModel().orElse("-"));
    }
    table.printTo(session.terminal());
  }

  private void eventTable(List<FineTuningJobEvent> events) {
    Table table = new Table("TIME", "LEVEL", "MESSAGE");
    for (FineTuningJobEvent event : events.reversed()) {
      table.row(Times.date(event.createdAt()), event.level().asString(), event.message());
    }
    table.printTo(session.terminal());
  }

  private void checkpointTable(List<FineTuningJobCheckpoint> checkpoints) {
    Table table = new Table("STEP", "TRAIN LOSS", "VALID LOSS", "MODEL");
    for (FineTuningJobCheckpoint checkpoint : checkpoints) {
      table.row(
          checkpoint.stepNumber(),
          number(checkpoint.metrics().trainLoss()),
          number(checkpoint.metrics().fullValidLoss()),
          checkpoint.fineTunedModelCheckpoint());
    }
    table.printTo(session.terminal());
  }

  private static String number(Optional<Double> value) {
    return value.map("%.4f"::formatted).orElse("-");
  }

  private JobService.WithRawResponse jobs() {
    return session.client().withRawResponse().fineTuning().jobs();
  }
}
