package dev.attune.training;

import dev.attune.data.example.EncodedExample;
import dev.attune.model.TrainedParameters;
import java.util.List;

/** How long the steps of a training take, measured by taking a few. */
public final class StepTime {
  private static final int MEASURED_STEPS = 3;

  private final Trainee trainee;
  private final MemoryPlan memory;
  private final Slices division;

  /** Of a model whose numbers are of no meaning and are lost. */
  public StepTime(Trainee trainee, MemoryPlan memory, boolean packing) {
    this.trainee = trainee;
    this.memory = memory;
    this.division = new Slices(memory.microBatchTokens(), packing);
  }

  /** Seconds of a token in such steps on so many threads, behind a first step that warms up. */
  public double secondsPerToken(TrainingPlan plan, int threads) {
    try (TrainedParameters trained = new TrainedParameters(trainee.parameters());
        Workers workers = new Workers(trainee, memory, threads, threads);
        Optimizer optimizer = new Optimizer(trained, workers, threads, 0, 1)) {
      step(1, plan.examplesOf(1), workers, optimizer);
      long tokens = 0;
      long begin = System.nanoTime();
      for (int i = 0; i < MEASURED_STEPS; i++) {
        int step = i % plan.totalSteps() + 1;
        tokens += step(step, plan.examplesOf(step), workers, optimizer);
      }
      return (System.nanoTime() - begin) / 1e9 / tokens;
    }
  }

  /** Tokens of the step. */
  private long step(int step, List<EncodedExample> examples, Workers workers, Optimizer optimizer) {
    optimizer.zeroGradients();
    workers.train(division.divide(examples, workers.workspaces().size()), optimizer.sinks(), 1, 1);
    optimizer.step(step, 0);
    return examples.stream().mapToLong(example -> example.tokenIds().length).sum();
  }
}
