package dev.attune.training;

import dev.attune.data.example.EncodedItem;
import dev.attune.model.TrainedParameters;
import dev.attune.torch.Placement;
import java.util.List;

/** How long the steps of a training take, measured by taking some. */
public final class StepTime {
  /** The virtual machine compiles what is called often, which takes it about so long. */
  private static final double WARM_UP_SECONDS = 3;

  private static final double MEASURED_SECONDS = 2;

  private final Trainee trainee;
  private final Placement placement;
  private final MemoryPlan memory;
  private final Slices division;

  /** Of a model whose numbers are of no meaning and are lost. */
  public StepTime(Trainee trainee, Placement placement, MemoryPlan memory, boolean packing) {
    this.trainee = trainee;
    this.placement = placement;
    this.memory = memory;
    this.division = new Slices(memory.microBatchTokens(), packing);
  }

  /** Seconds of a token in the plan's steps on so many threads, once they go at full speed. */
  public double secondsPerToken(TrainingPlan plan, int threads) {
    try (TrainedParameters trained = new TrainedParameters(trainee.parameters(), placement);
        Workers workers = new Workers(trainee, placement, memory, threads, threads);
        Optimizer optimizer = new Optimizer(trained, workers, threads, 0, 1)) {
      Pace first = take(plan, workers, optimizer, WARM_UP_SECONDS);
      // A step that is longer than all of the warm-up is hardly quicker the second time.
      Pace pace = first.steps() == 1 ? first : take(plan, workers, optimizer, MEASURED_SECONDS);
      return pace.seconds() / pace.tokens();
    }
  }

  private record Pace(int steps, long tokens, double seconds) {}

  /**
   * Takes steps of the plan, one after the other and from its beginning again, until time is up.
   */
  private Pace take(
      TrainingPlan plan, Workers workers, Optimizer optimizer, double atLeastSeconds) {
    long begin = System.nanoTime();
    int steps = 0;
    long tokens = 0;
    double seconds;
    do {
      int step = 1 + steps % plan.totalSteps();
      tokens += step(step, plan.examplesOf(step), workers, optimizer);
      steps++;
      seconds = (System.nanoTime() - begin) / 1e9;
    } while (seconds < atLeastSeconds);
    return new Pace(steps, tokens, seconds);
  }

  /** Tokens of the step. */
  private long step(int step, List<EncodedItem> examples, Workers workers, Optimizer optimizer) {
    optimizer.zeroGradients();
    workers.train(division.divide(examples, workers.workspaces().size()), optimizer.sinks(), 1, 1);
    optimizer.step(step, 0);
    return examples.stream().mapToLong(EncodedItem::tokens).sum();
  }
}
