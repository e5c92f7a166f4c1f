package dev.attune.server.tracking;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.tracking.Outcome;
import dev.attune.platform.tracking.Telling;
import dev.attune.platform.tracking.Tracker;
import dev.attune.server.settings.WandbSettings;
import dev.attune.wire.json.WireJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/**
 * Speaks with Weights and Biases as its own client does (https://github.com/wandb/wandb): a GraphQL
 * mutation makes the run, and what happens in it is written to lines of files of the run. A line
 * has its number, so one that is written again does not count twice.
 */
public final class WandbTracker implements Tracker {
  private final WandbSettings settings;
  private final ServiceClient client;

  public WandbTracker(WandbSettings settings, InstantSource clock) {
    this(settings, ServiceClient.LONGEST, clock);
  }

  WandbTracker(WandbSettings settings, Duration longest, InstantSource clock) {
    this.settings = settings;
    this.client = new ServiceClient(secret(settings.key()), longest, clock);
  }

  @Override
  public Outcome begin(Job job, Tracking tracking) throws InterruptedException {
    Tracking.Wandb wanted = (Tracking.Wandb) tracking;
    try {
      JsonNode answer =
          client.post(
              URI.create(settings.baseUrl() + "/graphql"), WandbUpsert.request(job, wanted));
      WandbRun run = run(answer, job);
      return new Outcome.Taken(WireJson.text(run), run.page(settings.baseUrl()));
    } catch (RefusedException e) {
      return e.outcome();
    }
  }

  @Override
  public Outcome tell(Telling telling) throws InterruptedException {
    WandbRun run = WireJson.mapper().readValue(telling.memory(), WandbRun.class);
    WandbRun after = run.with(telling.points(), telling.job().createdAt());
    try {
      JsonNode _ =
          client.post(run.fileStream(settings.baseUrl()), WandbLines.of(telling, run, after));
      return new Outcome.Taken(WireJson.text(after), null);
    } catch (RefusedException e) {
      return e.outcome();
    }
  }

  /** Errors of GraphQL come with the status 200. */
  private WandbRun run(JsonNode answer, Job job) throws RefusedException {
    JsonNode project = answer.at("/data/upsertBucket/bucket/project");
    String name = project.path("name").asString("");
    String entity = project.path("entity").path("name").asString("");
    if (name.isEmpty() || entity.isEmpty()) {
      throw new RefusedException("It made no run%s.".formatted(client.said(answer)));
    }
    return WandbRun.of(entity, name, job.id());
  }

  private static ServiceClient.Secret secret(String key) {
    byte[] pair = ("api:" + key).getBytes(StandardCharsets.UTF_8);
    return new ServiceClient.Secret(key, "Basic " + Base64.getEncoder().encodeToString(pair));
  }
}
