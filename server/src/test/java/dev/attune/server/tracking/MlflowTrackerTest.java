package dev.attune.server.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.tracking.Trail;
import dev.attune.server.settings.MlflowSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Runs of MLflow: made once, filled once, ended. */
@SuppressWarnings("NullAway.Init")
@Timeout(60)
final class MlflowTrackerTest {
  @TempDir private Path folder;
  private final FakeMlflow mlflow = new FakeMlflow();
  private TrackedJobs jobs;

  @BeforeEach
  void open() {
    MlflowSettings settings = new MlflowSettings(mlflow.url(), "attune", FakeMlflow.TOKEN);
    jobs =
        new TrackedJobs(
            folder,
            Map.of(
                Tracking.Service.MLFLOW,
                new MlflowTracker(settings, Duration.ofSeconds(2), InstantSource.system())));
  }

  @AfterEach
  void close() {
    mlflow.close();
    jobs.close();
  }

  @Test
  void aRunHasTheJobsNumbersAndItsEnd() {
    Job job = jobs.begin(new Tracking.Mlflow());
    jobs.steps(job, 1, 300);
    jobs.cancel(job);
    jobs.passUntil(() -> isDone(job));

    assertThat(mlflow.params().stream().map(JsonNode::toString))
        .anyMatch(param -> param.contains("\"n_epochs\"") && param.contains("\"3\""));
    assertThat(steps("train_loss")).isEqualTo(IntStream.rangeClosed(1, 300).boxed().toList());
    assertThat(steps("valid_loss")).hasSize(100).startsWith(3, 6);
    assertThat(mlflow.status()).isEqualTo("KILLED");
    assertThat(jobs.messages(job))
        .contains("MLflow run created: %s/#/experiments/7/runs/r1".formatted(mlflow.url()));
  }

  @Test
  void aServiceThatBreaksOrDoesWhatItDoesNotSayHasOneRunAndEveryNumberOnce() {
    mlflow.isMute(true);
    Job job = jobs.begin(new Tracking.Mlflow());
    for (int i = 0; i < 3; i++) {
      mlflow.isMute(true);
      jobs.steps(job, i * 10 + 1, i * 10 + 10);
      int failures = jobs.trail(job).failures();
      jobs.passUntil(() -> jobs.trail(job).failures() > failures + 1);
      mlflow.isMute(false);
      mlflow.breaks(true);
      int more = jobs.trail(job).failures();
      jobs.passUntil(() -> jobs.trail(job).failures() > more);
      mlflow.breaks(false);
      int steps = i * 10 + 10;
      jobs.passUntil(() -> steps("train_loss").size() == steps && jobs.trail(job).failures() == 0);
    }
    jobs.succeed(job);
    mlflow.isMute(true);
    jobs.passUntil(() -> mlflow.status().equals("FINISHED"));
    mlflow.isMute(false);
    jobs.passUntil(() -> isDone(job));

    assertThat(mlflow.runs()).isEqualTo(1);
    assertThat(steps("train_loss")).isEqualTo(IntStream.rangeClosed(1, 30).boxed().toList());
    // The control: numbers were told again.
    assertThat(mlflow.metricsSent()).isGreaterThan(mlflow.metrics().size());
  }

  private boolean isDone(Job job) {
    return jobs.trail(job).state() == Trail.State.DONE;
  }

  private List<Integer> steps(String key) {
    return mlflow.metrics().stream()
        .filter(metric -> metric.path("key").stringValue().equals(key))
        .map(metric -> metric.path("step").intValue())
        .toList();
  }
}
