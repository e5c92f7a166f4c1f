package dev.attune.platform.process;

import dev.attune.platform.models.ModelInspector;
import dev.attune.protocol.ModelCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks into a model directory by a worker program, which may crash or hang on what it finds. */
public final class ModelCheckProcess implements ModelInspector {
  private static final String MAIN = "dev.attune.worker.ModelCheckMain";
  private static final long LONGEST_SECONDS = 120;

  private final WorkerCommand command;

  public ModelCheckProcess(WorkerCommand command) {
    this.command = command;
  }

  @Override
  public ModelCheck inspect(Path directory) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command.of(MAIN, "1g", List.of(directory.toString())))
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().keySet().removeIf(name -> name.startsWith("ATTUNE_"));
      Process process = builder.start();
      try {
        return answer(process);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelCheck answer(Process process) throws IOException {
    process.getOutputStream().close();
    Thread.ofVirtual()
        .start(() -> {
          if (!exitsInTime(process)) {
            process.destroyForcibly();
          }
        });
    String line =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (line.isEmpty()) {
      return new ModelCheck.Refused(
          "invalid_model",
          "The model directory could not be looked into within %d seconds, or what is in it makes the check crash. Download it again."
              .formatted(LONGEST_SECONDS));
    }
    return ModelCheck.parse(line);
  }

  private static boolean exitsInTime(Process process) {
    try {
      return process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
