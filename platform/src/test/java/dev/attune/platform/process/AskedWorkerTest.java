package dev.attune.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.TestWorkers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class AskedWorkerTest {
  @TempDir private Path folder;

  @Test
  void anArchiveThatCannotBeWrittenAddsNothingToTheAnswer() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{}");
    WorkerCommand plain = TestWorkers.command();
    WorkerCommand archiving =
        new WorkerCommand(plain.java(), Optional.of(folder.resolve("missing")), false);

    Optional<String> answer = ask(archiving);

    assertThat(answer).isPresent().isEqualTo(ask(plain));
  }

  private Optional<String> ask(WorkerCommand command) {
    return new AskedWorker(command, "dev.attune.worker.ModelCheckMain", "64m", 60)
        .ask(List.of(folder.toString()), "");
  }
}
