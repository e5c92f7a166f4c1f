package dev.attune.training;

import dev.attune.data.example.EncodedExample;
import dev.attune.model.AdapterConfig;
import dev.attune.model.Adapters;
import dev.attune.model.LoadedModel;
import dev.attune.torch.Placement;
import dev.attune.torch.RandomSource;
import dev.attune.torch.TensorScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A tiny model, examples of many lengths, and a listener that remembers. */
final class Fixtures {
  static final int VOCABULARY = 256;

  private Fixtures() {}

  static Path modelFolder() {
    return Path.of(System.getProperty("golden.dir", "../golden"), "llama-gqa");
  }

  static List<EncodedExample> examples(int count) {
    SplittableRandom random = new SplittableRandom(5);
    List<EncodedExample> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = 5 + random.nextInt(40);
      int[] ids = random.ints(length, 3, VOCABULARY).toArray();
      boolean[] carries = new boolean[length];
      for (int token = length / 2; token < length; token++) {
        carries[token] = true;
      }
      examples.add(new EncodedExample(ids, carries));
    }
    return examples;
  }

  static Tuning lora(LoadedModel loaded, double dropout) {
    AdapterConfig config =
        new AdapterConfig(4, 8, dropout, Adapters.allLinear(loaded.model()), false, "tiny");
    try (TensorScope _ = new TensorScope()) {
      return new Tuning.Lora(
          loaded.model(), Adapters.create(loaded.model(), config, new RandomSource(3)), config);
    }
  }

  static TrainingLoop.Options options(int threads) {
    return options(threads, MemoryPlan.USUAL);
  }

  static TrainingLoop.Options options(int threads, MemoryPlan memory) {
    return options(Placement.CPU, threads, memory);
  }

  static TrainingLoop.Options options(Placement placement, int threads, MemoryPlan memory) {
    return new TrainingLoop.Options(
        5e-3, LearningRate.Decay.LINEAR, 2, 0.01, 1.0, true, 11, placement, threads, memory);
  }

  /** Remembers steps; saves where it is told to and stops there when it is told to. */
  static final class Recorder implements TrainingListener {
    final List<StepResult> steps = new ArrayList<>();
    final List<Integer> saved = new ArrayList<>();
    private final Path folder;
    private final int stopAfter;

    Recorder(Path folder, int stopAfter) {
      this.folder = folder;
      this.stopAfter = stopAfter;
    }

    @Override
    public void stepDone(StepResult result) {
      steps.add(result);
    }

    @Override
    public Wish wish(int step) {
      return step == stopAfter ? Wish.SAVE_AND_STOP : Wish.GO_ON;
    }

    @Override
    public void save(int step, @Nullable Integer endOfEpoch, CheckpointContent content) {
      try {
        Files.createDirectories(checkpoint(step));
        content.writeTo(checkpoint(step));
        saved.add(step);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Path checkpoint(int step) {
      return folder.resolve("step-" + step);
    }
  }
}
