package dev.attune.starter;

import dev.attune.data.example.EncodedExample;
import dev.attune.model.ConfigJson;
import dev.attune.model.Families;
import dev.attune.model.LoadedModel;
import dev.attune.model.layer.Parameter;
import dev.attune.torch.DType;
import dev.attune.torch.RandomSource;
import dev.attune.torch.SafetensorsWriter;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.training.LearningRate;
import dev.attune.training.SupervisedTraining;
import dev.attune.training.TrainingListener;
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
  private static final int BATCH = Integer.getInteger("batch", 16);
  private static final double LEARNING_RATE = Double.parseDouble(System.getProperty("lr", "2e-3"));

  private Pretraining() {}

  static void run(
      StarterFiles files,
      List<EncodedExample> warm,
      List<EncodedExample> examples,
      List<EncodedExample> heldOut,
      int threads)
      throws IOException {
    Path initial =
        Files.createDirectories(
            files.target().resolveSibling(files.target().getFileName() + "-initial"));
    writeRandomModel(files.target(), initial);
    try (LoadedModel loaded = LoadedModel.load(initial)) {
      if (!warm.isEmpty())
        stage(
            files,
            loaded,
            warm.subList(Math.min(200, warm.size() / 2), warm.size()),
            warm.subList(0, Math.min(200, warm.size() / 2)),
            threads,
            LearningRate.Decay.CONSTANT);
      if (examples.size() > 100)
        stage(files, loaded, examples, heldOut, threads, LearningRate.Decay.COSINE);
      writeHalved(loaded, files.target());
    }
  }

  private static void stage(
      StarterFiles files,
      LoadedModel loaded,
      List<EncodedExample> examples,
      List<EncodedExample> heldOut,
      int threads,
      LearningRate.Decay decay) {
    TrainingPlan plan = new TrainingPlan(examples, 1, BATCH, SEED);
    SupervisedTraining.Options options =
        new SupervisedTraining.Options(
            LEARNING_RATE,
            decay,
            Math.min(100, plan.totalSteps() / 10),
            0.01,
            1,
            true,
            SEED,
            threads);
    try (SupervisedTraining training =
        new SupervisedTraining(
            new Tuning.Full(loaded),
            new SupervisedTraining.Data(plan, heldOut),
            options,
            Optional.empty(),
            new Progress(plan.totalSteps(), loaded, files))) {
      training.run();
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
        double base =
            parameter.name().contains("embed")
                ? Double.parseDouble(System.getProperty("emb", "0.02"))
                : Double.parseDouble(System.getProperty("std", "1"))
                    / Math.sqrt(shape[shape.length - 1]);
        double deviation = residual ? base / Math.sqrt(2.0 * layers) : base;
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
  private static final class Progress implements TrainingListener {
    final int totalSteps;
    final LoadedModel loaded;
    final dev.attune.data.tokenizer.Tokenizer tokenizer;
    double loss;
    double acc;
    double count;
    double tokens;
    double seconds;

    Progress(int totalSteps, LoadedModel loaded, StarterFiles files) {
      this.totalSteps = totalSteps;
      this.loaded = loaded;
      this.tokenizer =
          dev.attune.data.tokenizer.Tokenizer.load(files.target().resolve("tokenizer.json"));
    }

    @Override
    public void stepDone(StepResult step) {
      tokens += step.tokens();
      seconds += step.seconds();
      if (step.valid() != null) {
        loss += step.valid().meanLoss();
        acc += step.valid().meanTokenAccuracy();
        count++;
      }
      if (step.step() % 250 == 0 || step.step() == totalSteps) {
        StringBuilder exam = new StringBuilder();
        if (step.step() % Integer.getInteger("every", 1000) == 0)
          try (Questioner questioner = new Questioner(tokenizer, loaded.model(), 1)) {
            PretrainingTalk talk = new PretrainingTalk(new java.util.Random(99));
            for (PretrainingTalk.Kind kind : PretrainingTalk.Kind.values()) {
              if (kind == PretrainingTalk.Kind.REPLY || kind == PretrainingTalk.Kind.FACT) continue;
              java.util.List<Conversation> test = new java.util.ArrayList<>();
              for (int i = 0; i < 40; i++) test.add(talk.next(kind));
              java.util.List<String> answers = questioner.answers(test, null);
              int right = 0;
              for (int i = 0; i < 40; i++)
                right += answers.get(i).equals(test.get(i).answer()) ? 1 : 0;
              exam.append(' ').append(kind).append(' ').append(right);
            }
          }
        System.out.printf(
            "step %d/%d loss %.3f acc %.3f %.0f t/s %.2f Mtok %.0f s %s%n",
            step.step(),
            totalSteps,
            loss / count,
            acc / count,
            tokens / seconds,
            tokens / 1e6,
            seconds,
            exam);
        loss = acc = count = 0;
      }
    }

    @Override
    public Wish wish(int step) {
      return Wish.GO_ON;
    }

    @Override
    public void save(int step, @Nullable Integer endOfEpoch, CheckpointContent content) {}
  }
}
