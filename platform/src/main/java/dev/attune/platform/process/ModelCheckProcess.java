package dev.attune.platform.process;

import dev.attune.platform.models.ModelInspector;
import dev.attune.protocol.ModelCheck;
import java.nio.file.Path;
import java.util.List;

/** Looks into a model directory by a worker program, which may crash or hang on what it finds. */
public final class ModelCheckProcess implements ModelInspector {
  private static final String MAIN = "dev.attune.worker.ModelCheckMain";
  private static final long LONGEST_SECONDS = 120;

  private final AskedWorker worker;

  public ModelCheckProcess(WorkerCommand command) {
    this.worker = new AskedWorker(command, MAIN, "1g", LONGEST_SECONDS);
  }

  @Override
  public ModelCheck inspect(Path directory) {
    return worker
        .ask(List.of(directory.toString()), "")
        .map(ModelCheck::parse)
        .orElseGet(() ->
            new ModelCheck.Refused(
                "invalid_model",
                "The model directory could not be looked into within %d seconds, or what is in it makes the check crash. Download it again."
                    .formatted(LONGEST_SECONDS)));
  }
}
