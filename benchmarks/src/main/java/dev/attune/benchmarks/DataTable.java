package dev.attune.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** How fast a large training file becomes tokens, and whether that needs memory. */
record DataTable(Setting setting) implements Measurement {
  private static final long BYTES = 100_000_000;

  @Override
  public void print() throws IOException {
    Table table =
        new Table(
            "A training file of 100 MB",
            "MB/s",
            "MB/s a core",
            "bar",
            "heap at 10 %",
            "heap at 100 %",
            "kept of an example");
    if (setting.data().isEmpty()) {
      table.row("skipped without --data", Collections.nCopies(6, ""));
      return;
    }
    Path file = file(setting.data().get());
    table.row("checked, as before a job", cells(file, false));
    table.row("read, as by a trainer", cells(file, true));
  }

  private Path file(Path data) throws IOException {
    Path file = setting.folder().resolve("chats-100mb.jsonl");
    Files.createDirectories(setting.folder());
    return Files.exists(file)
        ? file
        : ChatFile.write(file, BYTES, data.resolve("banking77-train.jsonl"));
  }

  private List<String> cells(Path file, boolean keeps) {
    Path model = ServerProcess.home().resolve("starter").resolve("model");
    List<Double> numbers =
        new ChildProcess(ReadingSpeed.class)
            .run(model.toString(), file.toString(), String.valueOf(keeps)).stream()
                .map(Double::valueOf)
                .toList();
    double early = numbers.get(2);
    double late = numbers.get(3);
    double examples = numbers.get(4);
    return List.of(
        "%.1f".formatted(numbers.get(0)),
        "%.1f".formatted(numbers.get(1)),
        "≥ 5, heap flat",
        "%,.1f MB".formatted(early / 1e6),
        "%,.1f MB".formatted(late / 1e6),
        keeps
            ? "%.0f bytes, %.0f tokens"
                .formatted((late - early) / (0.9 * examples), numbers.get(5) / examples)
            : "nothing");
  }
}
