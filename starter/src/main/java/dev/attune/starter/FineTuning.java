package dev.attune.starter;

import dev.attune.data.example.EncodedExample;
import dev.attune.model.AdapterConfig;
import dev.attune.model.Adapters;
import dev.attune.model.decoder.CausalLm;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.torch.Placement;
import dev.attune.torch.RandomSource;
import dev.attune.training.LearningRate;
import dev.attune.training.MemoryPlan;
import dev.attune.training.TrainingListener;
import dev.attune.training.TrainingLoop;
import dev.attune.training.TrainingPlan;
import dev.attune.training.Tuning;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A fine-tuning with the settings that a job gets when it asks for none. */
final class FineTuning {
  private static final long SEED = 42;
  private static final int RANK = 16;
  private static final int ALPHA = 32;
  private static final double MAX_GRAD_NORM = 1;

  private final CausalLm model;
  private final int threads;

  FineTuning(CausalLm model, int threads) {
    this.model = model;
    this.threads = threads;
  }

  /** What came out, and what it took. */
  record Tuned(LoraAdapter adapter, int steps, long tokens, double seconds) {}

  Tuned run(List<EncodedExample> examples) {
    AdapterConfig config =
        new AdapterConfig(RANK, ALPHA, 0, Adapters.allLinear(model), false, "starter");
    LoraAdapter adapter = Adapters.create(model, config, new RandomSource(SEED));
    TrainingPlan plan = plan(examples);
    Clock clock = new Clock();
    try (TrainingLoop training =
        new TrainingLoop(
            new Tuning.Lora(model, adapter, config),
            new TrainingLoop.Data(plan, List.of()),
            options(plan),
            Optional.empty(),
            clock)) {
      training.run();
    }
    return new Tuned(adapter, plan.totalSteps(), clock.tokens, clock.seconds);
  }

  private static TrainingPlan plan(List<EncodedExample> examples) {
    int size = examples.size();
    int epochs = 3 * size < 100 ? Math.min(25, Math.max(1, 100 / size)) : 3;
    int batch = Math.clamp(Math.round(size * 0.002), 1, 256);
    return new TrainingPlan(examples, epochs, batch, SEED);
  }

  private TrainingLoop.Options options(TrainingPlan plan) {
    double rate = 5e-4 * Math.pow(2000.0 / model.shape().hiddenSize(), 0.781);
    int warmup = plan.totalSteps() * 3 / 100;
    return new TrainingLoop.Options(
        rate,
        LearningRate.Decay.LINEAR,
        warmup,
        0,
        MAX_GRAD_NORM,
        true,
        SEED,
        Placement.CPU,
        threads,
        MemoryPlan.USUAL);
  }

  private static final class Clock implements TrainingListener {
    private long tokens;
    private double seconds;

    @Override
    public void stepDone(StepResult result) {
      tokens += result.tokens();
      seconds += result.seconds();
    }

    @Override
    public Wish wish(int step) {
      return Wish.GO_ON;
    }

    @Override
    public void save(int step, @Nullable Integer endOfEpoch, CheckpointContent content) {
      // The adapter is used where it is.
    }
  }
}
