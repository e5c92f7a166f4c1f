package dev.attune.server.settings;

import dev.attune.platform.jobs.Tracking;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The services that the numbers of jobs can go to.
 *
 * @param wandb empty when jobs cannot ask for it
 */
public record TrackingSettings(Optional<WandbSettings> wandb) {

  /** Those that are set up. */
  public Set<Tracking.Service> services() {
    Set<Tracking.Service> services = EnumSet.noneOf(Tracking.Service.class);
    wandb.ifPresent(_ -> services.add(Tracking.Service.WANDB));
    return services;
  }
}
