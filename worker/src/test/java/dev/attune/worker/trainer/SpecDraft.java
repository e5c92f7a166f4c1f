package dev.attune.worker.trainer;

import dev.attune.protocol.ControlTokens;
import dev.attune.protocol.JobSpec;
import dev.attune.worker.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A specification for a tiny model, of which tests change what they speak of. */
final class SpecDraft {
  private final Path folder;
  final Path model;
  long fence = 1;
  JobSpec.Method method = new JobSpec.Method.Supervised();
  long seed = 7;
  int epochs = 3;
  int checkpointEverySeconds = 600;
  double learningRate = 0.01;
  JobSpec.@Nullable Memory memory;
  ControlTokens controlTokens = ControlTokens.RECOGNIZED;
  @Nullable Path adapter;
  @Nullable Path validation;
  Path training;
  JobSpec.Tuning tuning =
      new JobSpec.Tuning.Lora(2, 4, 0.1, List.of("q_proj", "v_proj", "down_proj"), false);

  /** Writes a model and a file of twelve examples, which make four steps an epoch. */
  SpecDraft(Path folder) throws IOException {
    this.folder = folder;
    model = TinyModel.write(folder.resolve("model"), 128);
    training = examples("training.jsonl", 12);
  }

  /** Writes a file of so many examples. */
  Path examples(String name, int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(
          "{\"messages\": [{\"role\": \"user\", \"content\": \"Where is %s?\"}, {\"role\": \"assistant\", \"content\": \"Number %d is there.\"}]}\n"
              .formatted("it ".repeat(1 + i % 5).strip(), i));
    }
    return Files.writeString(folder.resolve(name), lines);
  }

  /** Writes a file of so many pairs of answers. */
  Path pairs(String name, int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(
          "{\"input\": {\"messages\": [{\"role\": \"user\", \"content\": \"Where is %s?\"}]}, \"preferred_output\": [{\"role\": \"assistant\", \"content\": \"Number %d is there.\"}], \"non_preferred_output\": [{\"role\": \"assistant\", \"content\": \"No.\"}]}\n"
              .formatted("it ".repeat(1 + i % 5).strip(), i));
    }
    return Files.writeString(folder.resolve(name), lines);
  }

  JobSpec build() {
    return new JobSpec(
        "ftjob-tiny",
        fence,
        method,
        new JobSpec.BaseModel(model.toString(), adapter == null ? null : adapter.toString()),
        training.toString(),
        validation == null ? null : validation.toString(),
        tuning,
        new JobSpec.Optimization(epochs, 3, learningRate, JobSpec.Decay.LINEAR, 2, 0.01, 1),
        128,
        controlTokens,
        true,
        seed,
        checkpointEverySeconds,
        JobSpec.Slot.cpu(2),
        memory);
  }
}
