package dev.attune.platform.run;

import dev.attune.platform.files.IncomingBlob;
import dev.attune.platform.files.NewFile;
import dev.attune.platform.files.StoredFile;
import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.jobs.Events;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobCheckpoint;
import dev.attune.platform.jobs.JobError;
import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.JobStore;
import dev.attune.platform.jobs.StepMetrics;
import dev.attune.platform.models.TunedModel;
import dev.attune.protocol.Checkpoints;
import dev.attune.protocol.Exit;
import dev.attune.wire.ids.Ids;
import dev.attune.wire.ids.ModelName;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a trainer's last word makes of its job. */
final class Ending {
  /** Epochs whose checkpoints can be asked. */
  private static final int EPOCHS = 3;

  private final JobStore store;
  private final StoredFiles files;
  private final TunedWeights weights;
  private final InstantSource clock;
  private final Events events;
  private final Ids ids = new Ids();

  Ending(JobStore store, StoredFiles files, TunedWeights weights, InstantSource clock) {
    this.store = store;
    this.files = files;
    this.weights = weights;
    this.clock = clock;
    this.events = new Events(clock);
  }

  /** Applies an exit; empty when the job changed meanwhile and has to be looked at again. */
  Optional<Job> apply(Job job, Exit exit, Checkpoints checkpoints) {
    return switch (exit) {
      case Exit.Succeeded succeeded -> succeeded(job, succeeded, checkpoints);
      case Exit.Failed(_, String code, String message, var param) ->
          failed(job, new JobError(code, message, param));
      case Exit.Paused(_, int step) ->
          store.apply(
              JobChange.of(
                  job.with(job.run().withPausing(false)).to(new JobState.Paused()),
                  events.info("Fine-tuning job paused after step " + step)));
    };
  }

  Optional<Job> failed(Job job, JobError error) {
    return store.apply(
        JobChange.of(job.to(new JobState.Failed(now(), error)), events.error(error.message())));
  }

  private Optional<Job> succeeded(Job job, Exit.Succeeded exit, Checkpoints checkpoints) {
    List<StepMetrics> steps = store.listMetrics(job.id());
    List<JobCheckpoint> made = new ArrayList<>();
    List<TunedModel> tuned = new ArrayList<>();
    List<Integer> ends = epochEnds(job, exit.finalStep(), checkpoints);
    if (ends.isEmpty() || ends.getLast() != exit.finalStep()) {
      return failed(
          job,
          new JobError(
              "checkpoint_damaged",
              "The last checkpoint, of step %d, is damaged on disk. Check the disk and create the job again."
                  .formatted(exit.finalStep()),
              null));
    }
    for (int step : ends) {
      Path directory = weights.publish(job.id(), checkpoints, step);
      String name = name(job, step, exit.finalStep());
      made.add(new JobCheckpoint(ids.checkpoint(), job.id(), step, name, now(), at(steps, step)));
      tuned.add(model(job, name, directory));
    }
    try (IncomingBlob csv = files.receive()) {
      ResultCsv.write(steps, csv);
      return files.create(
          job.projectId(),
          new NewFile(StoredFile.FINE_TUNE_RESULTS, ResultCsv.FILENAME, null),
          csv,
          file -> store.apply(success(job, exit, made, tuned, file)));
    }
  }

  private JobChange success(
      Job job,
      Exit.Succeeded exit,
      List<JobCheckpoint> made,
      List<TunedModel> tuned,
      StoredFile file) {
    List<JobEvent> happened = new ArrayList<>();
    for (JobCheckpoint checkpoint : made.subList(0, made.size() - 1)) {
      happened.add(
          events.info(
              "Checkpoint created at step %d with Snapshot ID: %s"
                  .formatted(checkpoint.step(), checkpoint.model())));
    }
    happened.add(events.info("New fine-tuned model created: " + job.tunedModel()));
    happened.add(events.info("The job has successfully completed"));
    return new JobChange(
        job.to(new JobState.Succeeded(now(), exit.trainedTokens(), file.id())),
        happened,
        made,
        tuned,
        Optional.of(file));
  }

  /** The last steps of the last epochs, the final one last. */
  private static List<Integer> epochEnds(Job job, int finalStep, Checkpoints checkpoints) {
    int perEpoch = finalStep / Objects.requireNonNull(job.hyperparameters().nEpochs());
    List<Integer> ends =
        checkpoints.steps().stream()
            .filter(step -> step % perEpoch == 0 && step <= finalStep && checkpoints.isWhole(step))
            .toList();
    return ends.subList(Math.max(0, ends.size() - EPOCHS), ends.size());
  }

  private String name(Job job, int step, int finalStep) {
    ModelName last = ModelName.parse(job.tunedModel()).orElseThrow();
    return step == finalStep ? last.toString() : last.checkpoint(ids.model(), step).toString();
  }

  private TunedModel model(Job job, String name, Path directory) {
    return new TunedModel(
        name,
        job.projectId(),
        job.id(),
        ModelName.parse(job.tunedModel()).orElseThrow().base(),
        Objects.requireNonNull(job.options().tuning()),
        directory,
        now());
  }

  private static StepMetrics at(List<StepMetrics> steps, int step) {
    return steps.stream().filter(it -> it.step() == step).findFirst().orElseThrow();
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
