package dev.attune.platform.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A worker program that is asked one thing and answers with one line.
 *
 * @param heap as in {@code -Xmx}
 * @param longestSeconds that it may take
 */
record AskedWorker(WorkerCommand command, String mainClass, String heap, long longestSeconds) {

  /** What it says; empty when it crashes or does not answer in time. */
  Optional<String> ask(List<String> arguments, String input) {
    try {
      Process process =
          command
              .quick(mainClass, heap, arguments)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return answer(process, input);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> answer(Process process, String input) throws IOException {
    Thread.ofVirtual()
        .start(() -> {
          if (!exitsInTime(process)) {
            process.destroyForcibly();
          }
        });
    tell(process, input);
    String line =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return Optional.of(line).filter(it -> !it.isEmpty());
  }

  private static void tell(Process process, String input) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended without listening; what it said shows that.
    }
  }

  private boolean exitsInTime(Process process) {
    try {
      return process.waitFor(longestSeconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
