package dev.attune.benchmarks;

import dev.attune.protocol.RunDirectory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A job of a server on this machine. */
record ServedJob(ApiClient api, ServerProcess server, String id) {
  private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");

  JsonNode look() {
    return api.get(route());
  }

  /** What only the machine itself can tell: when each step was done, and by which process. */
  RunDirectory run() {
    return new RunDirectory(server.data().resolve("runs").resolve(id));
  }

  /** Returns as soon as the events tell of an optimizer step. */
  void awaitFirstStep(Duration longest) {
    JsonNode _ =
        Polling.CLOSE.until(
            "a first step",
            longest,
            () ->
                StreamSupport.stream(api.get(route() + "/events").get("data").spliterator(), false)
                    .filter(event -> event.get("type").asString().equals("metrics"))
                    .findFirst());
  }

  /** The job once it has succeeded. */
  JsonNode awaitSuccess(Duration longest) {
    JsonNode ended = awaitEnd(longest);
    if (!ended.get("status").asString().equals("succeeded")) {
      throw new IllegalStateException("A job has not succeeded: " + ended);
    }
    return ended;
  }

  void cancel() {
    JsonNode _ = api.post(route() + "/cancel", Map.of());
    JsonNode _ = awaitEnd(Duration.ofMinutes(1));
    boolean _ =
        Polling.CALM.until(
            "the end of a trainer",
            Duration.ofMinutes(1),
            () -> run().hasTrainer() ? Optional.empty() : Optional.of(true));
  }

  private JsonNode awaitEnd(Duration longest) {
    return Polling.CALM.until(
        "the end of a job",
        longest,
        () -> Optional.of(look()).filter(job -> ENDS.contains(job.get("status").asString())));
  }

  private String route() {
    return "/v1/fine_tuning/jobs/" + id;
  }
}
