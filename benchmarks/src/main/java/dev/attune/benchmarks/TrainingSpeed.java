package dev.attune.benchmarks;

import dev.attune.data.example.EncodedExample;
import dev.attune.model.AdapterConfig;
import dev.attune.model.Adapters;
import dev.attune.model.LoadedModel;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.torch.Placement;
import dev.attune.torch.RandomSource;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Torch;
import dev.attune.training.LearningRate;
import dev.attune.training.MemoryPlan;
import dev.attune.training.TrainingListener;
import dev.attune.training.TrainingLoop;
import dev.attune.training.TrainingPlan;
import dev.attune.training.Tuning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Tokens a second of the real training loop, and the share of the GEMM peak that this is. */
final class TrainingSpeed {
  private final LlamaSize size;
  private final Path directory;
  private final int threads;

  TrainingSpeed(LlamaSize size, Path directory, int threads) {
    this.size = size;
    this.directory = directory;
    this.threads = threads;
  }

  record Result(double tokensPerSecond, double peakShare, double gemmGflops) {}

  Result measure(boolean full, TrainingShape shape, int steps) throws Exception {
    int batch = shape.batch();
    int sequence = shape.sequence();
    Torch.enterThread();
    try (TensorScope _ = new TensorScope();
        LoadedModel loaded = LoadedModel.load(directory)) {
      List<Double> shares = new ArrayList<>();
      List<Double> rates = new ArrayList<>();
      List<Double> peaks = new ArrayList<>();
      long[] start = {System.nanoTime()};
      double[] peak = {GemmPeak.measure(threads)};
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void stepDone(StepResult result) {
              double flop = size.trainingFlop(full ? 6 : 4, (double) batch * sequence, sequence);
              double seconds = (System.nanoTime() - start[0]) / 1e9;
              if (result.step() > 1) {
                rates.add(result.tokens() / seconds);
                shares.add(flop / seconds / peak[0]);
                peaks.add(peak[0]);
              }
            }

            @Override
            public Wish wish(int step) {
              try {
                peak[0] = GemmPeak.measure(threads);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              start[0] = System.nanoTime();
              return Wish.GO_ON;
            }

            @Override
            public void save(int step, @Nullable Integer endOfEpoch, CheckpointContent content) {
              // Only the steps are measured.
            }
          };
      TrainingPlan plan = new TrainingPlan(examples(batch * steps, sequence), 1, batch, 1);
      TrainingLoop.Options options =
          new TrainingLoop.Options(
              1e-4,
              LearningRate.Decay.CONSTANT,
              0,
              0,
              1,
              true,
              1,
              Placement.CPU,
              threads,
              MemoryPlan.USUAL);
      try (TrainingLoop training =
          new TrainingLoop(
              full ? new Tuning.Full(loaded) : lora(loaded),
              new TrainingLoop.Data(plan, List.of()),
              options,
              Optional.empty(),
              listener)) {
        training.run();
      }
      return new Result(median(rates), median(shares), median(peaks) / 1e9);
    }
  }

  private static Tuning lora(LoadedModel loaded) {
    AdapterConfig config =
        new AdapterConfig(8, 16, 0, Adapters.allLinear(loaded.model()), false, "random");
    LoraAdapter adapter = Adapters.create(loaded.model(), config, new RandomSource(1));
    return new Tuning.Lora(loaded.model(), adapter, config);
  }

  private List<EncodedExample> examples(int count, int sequence) {
    SplittableRandom random = new SplittableRandom(1);
    List<EncodedExample> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] ids = random.ints(sequence, 0, size.vocabSize).toArray();
      boolean[] carries = new boolean[sequence];
      Arrays.fill(carries, true);
      examples.add(new EncodedExample(ids, carries));
    }
    return examples;
  }

  private static double median(List<Double> numbers) {
    return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElse(Double.NaN);
  }

  /**
   * Prints one row.
   *
   * @param arguments the size, the model, lora or full, threads, steps, examples of a step, tokens
   *     of each
   */
  public static void main(String[] arguments) throws Exception {
    LlamaSize size = LlamaSize.valueOf(arguments[0]);
    int threads = Integer.parseInt(arguments[3]);
    TrainingShape shape =
        new TrainingShape(Integer.parseInt(arguments[5]), Integer.parseInt(arguments[6]));
    Result result =
        new TrainingSpeed(size, Path.of(arguments[1]), threads)
            .measure(arguments[2].equals("full"), shape, Integer.parseInt(arguments[4]));
    System.out.printf(
        "%.3f\t%.0f %% of %.0f GFLOP/s\t%d%n",
        result.tokensPerSecond(),
        100 * result.peakShare(),
        result.gemmGflops(),
        Machine.peakBytes());
  }
}
