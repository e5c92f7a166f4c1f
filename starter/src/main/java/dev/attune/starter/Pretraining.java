package dev.attune.starter;

import dev.attune.data.example.EncodedExample;
import dev.attune.model.Families;
import dev.attune.model.LoadedModel;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.layer.Parameter;
import dev.attune.torch.DType;
import dev.attune.torch.Placement;
import dev.attune.torch.RandomSource;
import dev.attune.torch.SafetensorsWriter;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.training.LearningRate;
import dev.attune.training.LossSum;
import dev.attune.training.MemoryPlan;
import dev.attune.training.TrainingListener;
import dev.attune.training.TrainingLoop;
import dev.attune.training.TrainingPlan;
import dev.attune.training.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Trains the starter model from random weights, with the same loop that fine-tunes. */
final class Pretraining {
  private static final long SEED = 7;
  private static final int BATCH = 16;
  private static final double LEARNING_RATE = 2e-3;
  private static final int WARMUP_STEPS = 100;

  private Pretraining() {}

  /** Writes the weights of a model that has seen every example once. */
  static void run(
      StarterFiles files, List<EncodedExample> examples, List<EncodedExample> heldOut, int threads)
      throws IOException {
    Path initial = Files.createTempDirectory("starter-initial");
    writeRandomModel(files.target(), initial);
    TrainingPlan plan = new TrainingPlan(examples, 1, BATCH, SEED);
    TrainingLoop.Options options =
        new TrainingLoop.Options(
            LEARNING_RATE,
            LearningRate.Decay.COSINE,
            Math.min(WARMUP_STEPS, plan.totalSteps() / 10),
            0.01,
            1,
            true,
            SEED,
            Placement.CPU,
            threads,
            MemoryPlan.USUAL);
    try (LoadedModel loaded = LoadedModel.load(initial);
        TrainingLoop training =
            new TrainingLoop(
                new Tuning.Full(loaded),
                new TrainingLoop.Data(plan, heldOut),
                options,
                Optional.empty(),
                new Progress(plan.totalSteps()))) {
      training.run();
      writeHalved(loaded, files.target());
    }
  }

  /**
   * Normal weights of deviation 0.02, those that write into the residual stream smaller, as GPT-2
   * began it.
   */
  private static void writeRandomModel(Path description, Path target) throws IOException {
    Files.copy(description.resolve("config.json"), replaced(target.resolve("config.json")));
    Path weights = replaced(target.resolve("model.safetensors"));
    try (TensorScope _ = new TensorScope()) {
      RandomSource random = new RandomSource(SEED);
      SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
      ConfigJson config = ConfigJson.read(target);
      int layers = config.size("num_hidden_layers");
      for (Parameter parameter : Families.build(config).parameters()) {
        long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
        boolean residual =
            parameter.name().contains("o_proj") || parameter.name().contains("down_proj");
        double deviation = residual ? 0.02 / Math.sqrt(2.0 * layers) : 0.02;
        Tensor tensor = Tensors.zeros(shape);
        tensors.put(
            parameter.name(),
            shape.length == 1 ? tensor.fill(1) : tensor.normal(0, deviation, random));
      }
      SafetensorsWriter.write(weights, tensors);
    }
  }

  private static void writeHalved(LoadedModel loaded, Path target) throws IOException {
    Path weights = replaced(target.resolve("model.safetensors"));
    try (TensorScope _ = new TensorScope()) {
      SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
      for (Parameter parameter : loaded.model().parameters()) {
        Tensor value = parameter.value();
        tensors.put(parameter.name(), Tensors.empty(DType.BF16, value.shape()).copy(value));
      }
      SafetensorsWriter.write(weights, tensors);
    }
  }

  private static Path replaced(Path file) throws IOException {
    Files.deleteIfExists(file);
    return file;
  }

  /** A line now and then. */
  private record Progress(int totalSteps) implements TrainingListener {
    private static final int EVERY = 200;

    @Override
    public void stepDone(StepResult step) {
      LossSum valid = step.valid();
      if (valid != null && step.step() % EVERY == 0) {
        System.out.printf(
            "step %d/%d, training loss %.3f, held-out loss %.3f, held-out accuracy %.3f, %.0f tokens/s%n",
            step.step(),
            totalSteps,
            step.train().meanLoss(),
            valid.meanLoss(),
            valid.accuracy(),
            step.tokens() / step.seconds());
      }
    }

    @Override
    public Wish wish(int step) {
      return Wish.GO_ON;
    }

    @Override
    public void save(int step, @Nullable Integer endOfEpoch, CheckpointContent content) {
      // The last weights are written at the end; a recipe that dies is run again.
    }
  }
}
