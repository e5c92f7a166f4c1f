package dev.attune.platform.jobs;

import dev.attune.platform.files.StoredFile;
import dev.attune.platform.models.TunedModel;
import java.util.List;
import java.util.Optional;

/**
 * A change of a job with all that is written together with it, or not at all.
 *
 * @param job as it will be; its version is the one that the change builds on
 * @param events in the order in which they happened
 */
public record JobChange(
    Job job,
    List<JobEvent> events,
    List<JobCheckpoint> checkpoints,
    List<TunedModel> models,
    Optional<StoredFile> resultFile) {
  public JobChange {
    events = List.copyOf(events);
    checkpoints = List.copyOf(checkpoints);
    models = List.copyOf(models);
  }

  public static JobChange of(Job job, JobEvent... events) {
    return new JobChange(job, List.of(events), List.of(), List.of(), Optional.empty());
  }

  public static JobChange of(Job job, List<JobEvent> events) {
    return new JobChange(job, events, List.of(), List.of(), Optional.empty());
  }
}
