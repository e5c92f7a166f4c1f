package dev.attune.cli.quickstart;

import com.openai.client.OpenAIClient;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.JobCreateParams;
import dev.attune.cli.session.ChatStream;
import dev.attune.cli.session.CliException;
import dev.attune.cli.session.Pace;
import dev.attune.cli.session.Server;
import dev.attune.cli.terminal.Terminal;
import dev.attune.cli.terminal.Times;
import dev.attune.cli.watch.FileUpload;
import dev.attune.cli.watch.JobWatch;
import dev.attune.cli.watch.ModelLoad;
import dev.attune.cli.watch.WatchView;
import dev.attune.cli.watch.Watched;
import dev.attune.wire.models.AddModel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The main job of the platform, step by step, over its API. */
final class Quickstart {
  private static final int HELD_OUT_EXAMPLES = 60;
  private static final String SUFFIX = "support-tickets";
  private static final long SEED = 42;

  private final Terminal terminal;
  private final Pace pace;
  private final Server server;
  private final OpenAIClient client;
  private final StarterFiles files;

  Quickstart(Terminal terminal, Pace pace, Server server, StarterFiles files) {
    this.terminal = terminal;
    this.pace = pace;
    this.server = server;
    this.client = server.client();
    this.files = files;
  }

  /** Returns whether tuning made the model better by a wide margin. */
  boolean run() {
    addStarterModel();
    String tuned = tune(upload(files.training()), upload(files.validation()));
    List<HeldOutExample> examples = HeldOutExample.read(files.heldOut(), HELD_OUT_EXAMPLES);
    terminal.print("Asking both models %d questions they never saw …".formatted(examples.size()));
    ModelLoad.await(server.ownRoutes(), terminal, StarterFiles.MODEL);
    ModelLoad.await(server.ownRoutes(), terminal, tuned);
    Comparison comparison = Comparison.of(client, examples, StarterFiles.MODEL, tuned);
    terminal.print("");
    comparison.scores().printTo(terminal);
    terminal.print("");
    comparison.samples().printTo(terminal);
    chat(examples.getLast(), tuned);
    GoOn.lines(server, tuned, examples.getLast().question()).forEach(terminal::print);
    return comparison.isWideMargin();
  }

  private void addStarterModel() {
    boolean known =
        client.models().list().items().stream()
            .anyMatch(model -> model.id().equals(StarterFiles.MODEL));
    if (!known) {
      server
          .ownRoutes()
          .addModel(new AddModel(files.model().toAbsolutePath().toString(), StarterFiles.MODEL));
    }
    terminal.print("Base model: " + StarterFiles.MODEL);
  }

  private String upload(Path file) {
    String id =
        FileUpload.sending(
            terminal,
            file,
            request -> client.files().create(request.purpose(FilePurpose.FINE_TUNE).build()).id());
    terminal.print("Uploaded %s as %s".formatted(file.getFileName(), id));
    return id;
  }

  private String tune(String training, String validation) {
    Instant start = pace.instant();
    FineTuningJob created =
        client
            .fineTuning()
            .jobs()
            .create(
                JobCreateParams.builder()
                    .model(StarterFiles.MODEL)
                    .trainingFile(training)
                    .validationFile(validation)
                    .suffix(SUFFIX)
                    .seed(SEED)
                    .build());
    Watched watched = watch(created.id());
    terminal.print("Tuned in " + Times.span(Duration.between(start, pace.instant())));
    watched.summary().forEach(terminal::print);
    FineTuningJob job = watched.job();
    return job.fineTunedModel().orElseThrow(() -> notTuned(job));
  }

  private Watched watch(String id) {
    try (WatchView view = WatchView.of(terminal)) {
      return new JobWatch(client, pace).untilAtRest(id, view);
    }
  }

  private void chat(HeldOutExample example, String tuned) {
    terminal.print("");
    terminal.print("you:    " + example.question());
    terminal.printPart("model:  ");
    ChatStream.print(client, example.to(tuned), terminal);
    terminal.print("");
  }

  private static CliException notTuned(FineTuningJob job) {
    return CliException.refused(
        "The job %s is %s: %s"
            .formatted(
                job.id(),
                job.status().asString(),
                job.error().map(FineTuningJob.Error::message).orElse("no reason given")));
  }
}
