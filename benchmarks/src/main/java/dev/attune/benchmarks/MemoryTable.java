package dev.attune.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Whether a trainer's process grows with its steps. */
record MemoryTable() implements Measurement {
  private static final int EARLY = 10;
  private static final int LATE = 1_000;
  private static final int EPOCHS = 4; // of 400 examples, one a step

  @Override
  public void print() throws IOException {
    Path starter = ServerProcess.home().resolve("starter");
    Table table =
        new Table(
            "Memory of a trainer, starter model, lora",
            "after step %,d".formatted(EARLY),
            "after step %,d".formatted(LATE),
            "growth",
            "of it the Java machine's",
            "bar");
    try (ServerProcess server =
        ServerProcess.start(Map.of("JAVA_TOOL_OPTIONS", JavaMemory.OPTIONS))) {
      ApiClient api = new ApiClient(server);
      api.addModel("starter", starter.resolve("model"));
      String file = api.upload(starter.resolve("support-tickets-train.jsonl"));
      ServedJob job =
          api.createJob(
              Map.of(
                  "model",
                  "starter",
                  "training_file",
                  file,
                  "hyperparameters",
                  Map.of("n_epochs", EPOCHS, "batch_size", 1)));
      JavaMemory early = after(EARLY, job);
      JavaMemory late = after(LATE, job);
      JavaMemory growth = late.minus(early);
      table.row(
          "its process",
          List.of(
              early.toString(),
              late.toString(),
              growth.toString(),
              "%,.1f MB".formatted(growth.machine() / 1e6),
              "0 MB of the rest"));
      job.cancel();
    }
  }

  private static JavaMemory after(int step, ServedJob job) throws IOException {
    new RunReports(job).awaitStep(step);
    return JavaMemory.of(job.run().findTrainer().orElseThrow());
  }
}
