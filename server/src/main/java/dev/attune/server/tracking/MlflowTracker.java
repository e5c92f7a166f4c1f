package dev.attune.server.tracking;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.tracking.Outcome;
import dev.attune.platform.tracking.Telling;
import dev.attune.platform.tracking.Tracker;
import dev.attune.server.settings.MlflowSettings;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Speaks with MLflow by its REST API (https://mlflow.org/docs/latest/rest-api.html). A run is found
 * again by a tag that has the job's id. A number that is told again is the same row there.
 */
public final class MlflowTracker implements Tracker {
  /** More are not taken at once. */
  private static final int MOST_METRICS = 1000;

  private static final String ROUTES = "/api/2.0/mlflow/";

  private final MlflowSettings settings;
  private final ServiceClient client;

  public MlflowTracker(MlflowSettings settings, InstantSource clock) {
    this(settings, ServiceClient.LONGEST, clock);
  }

  MlflowTracker(MlflowSettings settings, Duration longest, InstantSource clock) {
    this.settings = settings;
    this.client = new ServiceClient(ServiceClient.Secret.bearer(settings.token()), longest, clock);
  }

  @Override
  public Outcome begin(Job job, Tracking tracking) throws InterruptedException {
    try {
      String experiment = experiment();
      String run = run(experiment, job);
      ask("runs/log-batch", Map.of("run_id", run, "params", MlflowJson.params(job)));
      return new Outcome.Taken(run, page(experiment, run));
    } catch (RefusedException e) {
      return e.outcome();
    }
  }

  @Override
  public Outcome tell(Telling telling) throws InterruptedException {
    String run = telling.memory();
    try {
      List<Map<String, Object>> metrics = MlflowJson.metrics(telling.points());
      for (int from = 0; from < metrics.size(); from += MOST_METRICS) {
        int to = Math.min(from + MOST_METRICS, metrics.size());
        ask("runs/log-batch", Map.of("run_id", run, "metrics", metrics.subList(from, to)));
      }
      if (telling.isLast()) {
        ask("runs/update", end(run, telling.job().state()));
      }
      return new Outcome.Taken(run, null);
    } catch (RefusedException e) {
      return e.outcome();
    }
  }

  private String experiment() throws RefusedException, InterruptedException {
    JsonNode found =
        ask(
            "experiments/search",
            Map.of("filter", "name = '%s'".formatted(settings.experiment()), "max_results", 1));
    String id = found.at("/experiments/0/experiment_id").asString("");
    return id.isEmpty()
        ? name(ask("experiments/create", Map.of("name", settings.experiment())), "/experiment_id")
        : id;
  }

  private String run(String experiment, Job job) throws RefusedException, InterruptedException {
    JsonNode found =
        ask(
            "runs/search",
            Map.of(
                "experiment_ids",
                List.of(experiment),
                "filter",
                "tags.`%s` = '%s'".formatted(MlflowJson.JOB, job.id()),
                "max_results",
                1));
    String id = found.at("/runs/0/info/run_id").asString("");
    return id.isEmpty()
        ? name(ask("runs/create", MlflowJson.run(experiment, job)), "/run/info/run_id")
        : id;
  }

  private JsonNode ask(String route, Map<String, Object> body)
      throws RefusedException, InterruptedException {
    return client.post(URI.create(settings.trackingUri() + ROUTES + route), body);
  }

  private URI page(String experiment, String run) {
    return URI.create(
        "%s/#/experiments/%s/runs/%s".formatted(settings.trackingUri(), experiment, run));
  }

  /** It becomes a part of addresses, so what the service says is not taken as it is. */
  private static String name(JsonNode answer, String path) throws RefusedException {
    String name = answer.at(path).asString("");
    if (!name.matches("[A-Za-z0-9_-]{1,128}")) {
      throw new RefusedException("It answered without saying what it made.");
    }
    return name;
  }

  private static Map<String, Object> end(String run, JobState state) {
    String status =
        switch (state) {
          case JobState.Succeeded _ -> "FINISHED";
          case JobState.Failed _ -> "FAILED";
          case JobState.Cancelled _ -> "KILLED";
          case JobState.ValidatingFiles _,
              JobState.Queued _,
              JobState.Running _,
              JobState.Paused _ ->
              throw new IllegalStateException("The job has not ended");
        };
    return Map.of(
        "run_id", run, "status", status, "end_time", state.end().orElseThrow().toEpochMilli());
  }
}
