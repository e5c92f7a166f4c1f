package dev.attune.server;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.attune.platform.jobs.DataCounts;
import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.StepMetrics;
import dev.attune.platform.jobs.TuningOptions;
import dev.attune.platform.models.TunedModel.Tuning;
import dev.attune.protocol.ControlTokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a trainer would have said, of jobs that nothing trains. */
final class FakeRun {
  private static final TuningOptions PICKED =
      new TuningOptions(
          Tuning.LORA,
          16,
          32.0,
          0.0,
          List.of("q_proj", "v_proj"),
          false,
          0.00091357,
          TuningOptions.Schedule.LINEAR,
          0.03,
          8192,
          true,
          "cpu",
          ControlTokens.PLAIN);

  private FakeRun() {}

  /** The id of a new job from a new file. */
  static String newJob(Client client, String suffix) {
    String file = client.upload("fine-tune", "{\"messages\":[]}\n").json().path("id").stringValue();
    Answer made =
        client.post(
            "/v1/fine_tuning/jobs",
            "{\"model\":\"base\",\"training_file\":\"%s\",\"suffix\":\"%s\"}"
                .formatted(file, suffix));
    return made.json().path("id").stringValue();
  }

  /** Lets a job run. */
  static void begin(QuietPlatform platform, String id) {
    Job job = platform.jobs().find(id).orElseThrow();
    Job numbers =
        job.with(new Hyperparameters(4, 1, 1.0, null), PICKED, new DataCounts(10, 400, 0))
            .startingFrom("5e".repeat(32));
    Job queued = change(platform, JobChange.of(numbers.to(new JobState.Queued())));
    change(platform, JobChange.of(queued.to(new JobState.Running(Instant.now().plusSeconds(300)))));
  }

  /** Lets it take the steps from one to another, both included. */
  static void steps(QuietPlatform platform, String id, int from, int to, int total) {
    List<JobEvent> events = new ArrayList<>();
    for (int step = from; step <= to; step++) {
      events.add(event(id, step, total));
    }
    change(platform, JobChange.of(platform.jobs().find(id).orElseThrow(), events));
  }

  static void apply(QuietPlatform platform, String id, UnaryOperator<Job> change) {
    change(platform, JobChange.of(change.apply(platform.jobs().find(id).orElseThrow())));
  }

  private static JobEvent event(String id, int step, int total) {
    double loss = 3 / Math.sqrt(step) + 0.1 * Math.sin(step);
    boolean isEpoch = step % 10 == 0;
    return new JobEvent(
        "ftevent-" + id + step,
        Instant.now(),
        JobEvent.Level.INFO,
        "Step %d/%d: training loss=%.2f".formatted(step, total, loss),
        new StepMetrics(
            step,
            total,
            loss,
            1 - loss / 4,
            isEpoch ? loss * 1.1 : null,
            null,
            isEpoch ? loss * 1.05 : null,
            isEpoch ? 0.8 : null,
            null,
            1e-4,
            1.2,
            950,
            3_000_000_000L + step * 1_000_000L));
  }

  @CanIgnoreReturnValue
  private static Job change(QuietPlatform platform, JobChange change) {
    return platform.jobs().apply(change).orElseThrow();
  }
}
