package dev.attune.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** How long a person waits for the first step, and for the step at which a trainer was killed. */
record JobTimesTable() implements Measurement {
  private static final int ROUNDS = 3;
  private static final int CHECKPOINT_SECONDS = 4;
  private static final int MANY_EPOCHS = 50; // so that no job ends before its trainer is killed

  private record Round(FirstStep firstStep, Recovery recovery) {}

  @Override
  public void print() throws IOException {
    List<Round> rounds = rounds();
    Table table =
        new Table("Job times, starter model, median of " + ROUNDS, "seconds", "of these", "bar");
    FirstStep first = median(rounds, Round::firstStep, FirstStep::seconds);
    table.row(
        "job posted → its first step in the events",
        List.of(
            "%.1f".formatted(first.seconds()),
            "%.1f until its trainer runs".formatted(first.untilTrainer()),
            "≤ 5"));
    Recovery recovery = median(rounds, Round::recovery, Recovery::withoutSteps);
    table.row(
        "`kill -9` of its trainer → the same step again",
        List.of(
            "%.1f".formatted(recovery.seconds()),
            "%.1f for %d steps since the checkpoint"
                .formatted(recovery.stepSeconds(), recovery.steps()),
            "≤ 10 and the steps"));
  }

  private static <T> T median(List<Round> rounds, Function<Round, T> part, ToDoubleFunction<T> by) {
    return rounds.stream()
        .map(part)
        .sorted(Comparator.comparingDouble(by))
        .toList()
        .get(ROUNDS / 2);
  }

  private static List<Round> rounds() throws IOException {
    Path starter = ServerProcess.home().resolve("starter");
    try (ServerProcess server =
        ServerProcess.start("--checkpoint-every-seconds", "" + CHECKPOINT_SECONDS)) {
      ApiClient api = new ApiClient(server);
      api.addModel("starter", starter.resolve("model"));
      String file = api.upload(starter.resolve("support-tickets-train.jsonl"));
      List<Round> rounds = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        rounds.add(round(api, file));
      }
      return rounds;
    }
  }

  private static Round round(ApiClient api, String file) {
    long posted = System.currentTimeMillis();
    ServedJob job = api.createJob(request(file));
    FirstStep firstStep = FirstStep.await(job, posted);
    Recovery recovery = Recovery.measure(job, Duration.ofSeconds(CHECKPOINT_SECONDS).dividedBy(2));
    job.cancel();
    return new Round(firstStep, recovery);
  }

  private static Map<String, Object> request(String file) {
    return Map.of(
        "model",
        "starter",
        "training_file",
        file,
        "hyperparameters",
        Map.of("n_epochs", MANY_EPOCHS));
  }
}
