package dev.attune.server.tracking;

import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.tracking.Tracker;
import dev.attune.server.settings.TrackingSettings;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/** The trackers of the services on other machines that an operator set up. */
public final class Trackers {
  private Trackers() {}

  public static Map<Tracking.Service, Tracker> of(TrackingSettings settings, InstantSource clock) {
    Map<Tracking.Service, Tracker> trackers = new EnumMap<>(Tracking.Service.class);
    settings
        .wandb()
        .ifPresent(wandb -> trackers.put(Tracking.Service.WANDB, new WandbTracker(wandb, clock)));
    settings
        .mlflow()
        .ifPresent(
            mlflow -> trackers.put(Tracking.Service.MLFLOW, new MlflowTracker(mlflow, clock)));
    return trackers;
  }
}
