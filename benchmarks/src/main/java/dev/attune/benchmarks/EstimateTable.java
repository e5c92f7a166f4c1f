package dev.attune.benchmarks;

import dev.attune.protocol.Report;
import dev.attune.wire.finetuning.JobEstimate;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the server says that a job will need, beside what it then takes. */
record EstimateTable(Setting setting) implements Measurement {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final List<Case> CASES =
      List.of(
          new Case(LlamaSize.LLAMA_15M, "lora", 400, 3),
          new Case(LlamaSize.LLAMA_15M, "full", 400, 2),
          new Case(LlamaSize.LLAMA_135M, "lora", 160, 1));

  /** A job, of so many sample examples. */
  private record Case(LlamaSize size, String tuning, int examples, int epochs) {}

  /** Of all steps, and of the trainer's process at its peak. */
  private record Taken(double seconds, double bytes) {}

  @Override
  public void print() throws IOException {
    Table table =
        new Table(
            "Estimates before a job, batch of 8",
            "time said",
            "taken",
            "said / taken",
            "memory said",
            "taken",
            "said / taken",
            "bar");
    try (ServerProcess server = ServerProcess.start()) {
      ApiClient api = new ApiClient(server);
      for (LlamaSize size : LlamaSize.values()) {
        api.addModel(size.title, setting.chatModel(size));
      }
      for (Case each : CASES) {
        table.row("%s, %s".formatted(each.size().title, each.tuning()), cells(api, each));
      }
    }
  }

  private List<String> cells(ApiClient api, Case each) throws IOException {
    Map<String, Object> request = request(each, api.upload(firstExamples(each.examples())));
    JsonNode answer = api.post("/attune/v1/estimate/fine_tuning/jobs", request);
    JobEstimate said = WireJson.mapper().treeToValue(answer, JobEstimate.class);
    Taken taken = watch(api.createJob(request), said.steps());
    double memory = said.memory().bytes();
    return List.of(
        "%.1f s".formatted(said.seconds()),
        "%.1f s".formatted(taken.seconds()),
        "%.2f".formatted(said.seconds() / taken.seconds()),
        "%,.0f MB".formatted(memory / 1e6),
        "%,.0f MB".formatted(taken.bytes() / 1e6),
        "%.2f".formatted(memory / taken.bytes()),
        "0.85 to 1.15");
  }

  private Path firstExamples(int count) throws IOException {
    Path all = ServerProcess.home().resolve("starter").resolve("support-tickets-train.jsonl");
    Path file = Files.createTempFile("first", ".jsonl");
    try (Stream<String> lines = Files.lines(all)) {
      return Files.write(file, lines.limit(count).toList());
    }
  }

  private static Map<String, Object> request(Case each, String file) {
    return Map.of(
        "model",
        each.size().title,
        "training_file",
        file,
        "hyperparameters",
        Map.of("n_epochs", each.epochs(), "batch_size", 8),
        "attune",
        Map.of("tuning", each.tuning()));
  }

  /** A process says its peak until it ends, so it is asked again and again. */
  private static Taken watch(ServedJob job, int steps) {
    RunReports reports = new RunReports(job);
    reports.awaitStep(1);
    ProcessHandle trainer = job.run().findTrainer().orElseThrow();
    long[] peak = {0};
    Polling.CLOSE.until(
        "the last step",
        LONGEST,
        () -> {
          peak[0] = Math.max(peak[0], peakBytes(trainer));
          reports.read();
          boolean done = reports.steps(0).getLast().step() == steps;
          return done && !trainer.isAlive() ? Optional.of(true) : Optional.empty();
        });
    job.awaitSuccess(LONGEST);
    return new Taken(
        reports.steps(0).stream().mapToDouble(Report.StepDone::seconds).sum(), peak[0]);
  }

  private static long peakBytes(ProcessHandle process) {
    try {
      return Machine.bytes(process.pid(), "VmHWM");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
