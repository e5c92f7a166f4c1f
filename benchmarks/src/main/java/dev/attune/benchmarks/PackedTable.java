package dev.attune.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A whole job on short examples of various lengths, beside a loop that pads them. */
record PackedTable(Setting setting) implements Measurement {
  private static final int EXAMPLES = 2_000;
  private static final int BATCH = 16;
  private static final double LEARNING_RATE = 1e-3;
  private static final int RANK = 8;
  private static final int ALPHA = 16;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Override
  public void print() throws IOException {
    Table table =
        new Table(
            "A job of %,d short examples, from its request to its model".formatted(EXAMPLES),
            "seconds",
            "tokens/s",
            "transformers + PEFT, padded",
            "speed",
            "bar");
    String what = "15M, lora, batch of " + BATCH;
    if (setting.data().isEmpty()) {
      table.row(what, List.of("skipped without --data", "", "", "", ""));
      return;
    }
    Path file = firstExamples(setting.data().get());
    Whole ours = job(file);
    List<Double> peer = setting.python().map(python -> peer(python, file)).orElse(List.of());
    table.row(
        what,
        List.of(
            "%.1f".formatted(ours.seconds()),
            "%,.0f".formatted(ours.tokens() / ours.seconds()),
            peer.isEmpty() ? Table.NOT_RUN : says(peer),
            peer.isEmpty() ? "" : speed(ours, peer),
            "≥ 3 ×"));
  }

  /** A training from nothing to a saved adapter; padding is not counted. */
  private record Whole(double seconds, long tokens) {}

  private Path firstExamples(Path data) throws IOException {
    Path file = setting.folder().resolve("banking77-first.jsonl");
    Files.createDirectories(setting.folder());
    try (Stream<String> lines = Files.lines(data.resolve("banking77-train.jsonl"))) {
      Files.write(file, lines.limit(EXAMPLES).toList());
    }
    return file;
  }

  private Whole job(Path file) throws IOException {
    try (ServerProcess server = ServerProcess.start()) {
      ApiClient api = new ApiClient(server);
      api.addModel("random", setting.chatModel(LlamaSize.LLAMA_15M));
      Map<String, Object> request = request(api.upload(file));
      long start = System.nanoTime();
      JsonNode done = api.createJob(request).awaitSuccess(LONGEST);
      return new Whole((System.nanoTime() - start) / 1e9, done.get("trained_tokens").asLong());
    }
  }

  private static Map<String, Object> request(String file) {
    return Map.of(
        "model",
        "random",
        "training_file",
        file,
        "hyperparameters",
        Map.of("n_epochs", 1, "batch_size", BATCH),
        "attune",
        Map.of("rank", RANK, "alpha", ALPHA, "learning_rate", LEARNING_RATE));
  }

  private List<Double> peer(Peer python, Path file) {
    try {
      return python.script(
          "padded.py",
          setting.chatModel(LlamaSize.LLAMA_15M),
          file,
          BATCH,
          LEARNING_RATE,
          RANK,
          ALPHA,
          setting.threads());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String says(List<Double> peer) {
    return "%.1f s, %,.0f tokens/s, %.2f × as many with padding"
        .formatted(peer.get(0), peer.get(1) / peer.get(0), peer.get(2) / peer.get(1));
  }

  /** By tokens a second of both; that both count the same tokens is part of the measurement. */
  private static String speed(Whole ours, List<Double> peer) {
    if (ours.tokens() != Math.round(peer.get(1))) {
      return "%,d tokens here, %,.0f there".formatted(ours.tokens(), peer.get(1));
    }
    return "%.2f ×".formatted(peer.get(0) / ours.seconds());
  }
}
