package dev.attune.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of others that does the same, in the same run, where there is one.
 *
 * @param command how it is called
 */
record Peer(List<String> command) {
  private static final Path SCRIPTS = Path.of("benchmarks", "peer");

  Peer {
    command = List.copyOf(command);
  }

  /** The command as words with blanks between them. */
  static Peer of(String words) {
    return new Peer(List.of(words.strip().split(" +")));
  }

  /** The numbers that a script of ours prints as its last line, divided by tabs. */
  List<Double> script(String name, Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(SCRIPTS.resolve(name)));
    all.addAll(List.of(arguments));
    String last = output(all.toArray()).strip().lines().toList().getLast();
    return List.of(last.split("\t", -1)).stream().map(Double::valueOf).toList();
  }

  /** Everything that it prints. */
  String output(Object... arguments) {
    List<String> line = new ArrayList<>(command);
    List.of(arguments).forEach(argument -> line.add(argument.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().remove("OMP_NUM_THREADS");
    builder.environment().remove("OPENBLAS_NUM_THREADS");
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("It ended with an error: " + String.join(" ", line));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
