package dev.attune.server.settings;

import dev.attune.platform.jobs.Tracking;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The services that the numbers of jobs can go to.
 *
 * @param wandb empty when jobs cannot ask for it
 * @param mlflow empty when no job becomes a run of it
 * @param tensorBoard whether every job has an event file
 */
public record TrackingSettings(
    Optional<WandbSettings> wandb, Optional<MlflowSettings> mlflow, boolean tensorBoard) {

  /** Those that are set up. */
  public Set<Tracking.Service> services() {
    Set<Tracking.Service> services = EnumSet.noneOf(Tracking.Service.class);
    wandb.ifPresent(_ -> services.add(Tracking.Service.WANDB));
    mlflow.ifPresent(_ -> services.add(Tracking.Service.MLFLOW));
    if (tensorBoard) {
      services.add(Tracking.Service.TENSORBOARD);
    }
    return services;
  }
}
