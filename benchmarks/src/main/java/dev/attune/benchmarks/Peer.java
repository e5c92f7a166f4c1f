package dev.attune.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same training with transformers and PEFT, in the same run, where there is a Python that has
 * them.
 *
 * @param python the command that runs a script
 */
record Peer(List<String> python) {
  private static final Path SCRIPT = Path.of("benchmarks", "peer", "train.py");

  Peer {
    python = List.copyOf(python);
  }

  /** What it reached, and bytes of its process at most. */
  record Result(double tokensPerSecond, double peakMemory) {}

  Result train(Path model, String tuning, TrainingShape shape, int steps, int threads) {
    List<String> command = new ArrayList<>(python);
    command.addAll(
        List.of(
            SCRIPT.toString(),
            model.toString(),
            tuning,
            String.valueOf(shape.batch()),
            String.valueOf(shape.sequence()),
            String.valueOf(steps),
            String.valueOf(threads)));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().remove("OMP_NUM_THREADS");
      builder.environment().remove("OPENBLAS_NUM_THREADS");
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String[] cells = output.strip().lines().toList().getLast().split("\t", -1);
      return new Result(Double.parseDouble(cells[0]), Double.parseDouble(cells[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
