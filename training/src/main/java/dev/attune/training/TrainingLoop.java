package dev.attune.training;

import dev.attune.data.example.EncodedItem;
import dev.attune.model.TrainedParameters;
import dev.attune.torch.Placement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fine-tuning: the loop. Every step takes the next examples forward and back, moves the parameters
 * once and reports; the loss is the mean over all of the step that its {@link Objective} counts.
 */
public final class TrainingLoop implements AutoCloseable {
  private static final int VALIDATION_EVERY = 10;

  private final Tuning tuning;
  private final Data data;
  private final Options options;
  private final TrainingListener listener;
  private final LearningRate learningRate;
  private final int slices;
  private final int microBatchTokens;
  private final int firstStep;
  private final TrainedParameters trained;
  private final Workers workers;
  private final Optimizer optimizer;
  private final Slices division;

  /**
   * What is learnt from.
   *
   * @param validation held out; may be empty
   */
  public record Data(TrainingPlan plan, List<? extends EncodedItem> validation) {
    public Data {
      validation = List.copyOf(validation);
    }
  }

  /**
   * How it is learnt.
   *
   * @param peakLearningRate highest rate of the schedule, which falls by {@code decay} behind
   *     {@code warmupSteps}
   * @param maxGradNorm gradients are scaled down to this 2-norm
   * @param packing whether examples share micro-batches
   * @param seed of dropout
   * @param placement how the model computes
   * @param threads that compute at once
   * @param memory how it is gone about
   */
  public record Options(
      double peakLearningRate,
      LearningRate.Decay decay,
      int warmupSteps,
      double weightDecay,
      double maxGradNorm,
      boolean packing,
      long seed,
      Placement placement,
      int threads,
      MemoryPlan memory) {}

  /**
   * Prepares a training from its first step, or from behind the checkpoint in {@code resumeFrom}.
   */
  public TrainingLoop(
      Tuning tuning,
      Data data,
      Options options,
      Optional<Path> resumeFrom,
      TrainingListener listener) {
    this.tuning = tuning;
    this.data = data;
    this.options = options;
    this.listener = listener;
    Optional<TrainingState> state = resumeFrom.map(TrainingState::read);
    state.ifPresent(this::check);
    slices = state.map(TrainingState::slices).orElse(options.threads());
    microBatchTokens =
        state.map(TrainingState::microBatchTokens).orElse(options.memory().microBatchTokens());
    firstStep = state.map(TrainingState::step).orElse(0) + 1;
    learningRate =
        new LearningRate(
            options.peakLearningRate(),
            options.decay(),
            options.warmupSteps(),
            data.plan().totalSteps());
    division = new Slices(microBatchTokens, options.packing());
    trained = new TrainedParameters(tuning.trainee().parameters(), options.placement());
    tuning.valuesMoved();
    workers =
        new Workers(
            tuning.trainee(), options.placement(), options.memory(), slices, options.threads());
    optimizer =
        new Optimizer(trained, workers, slices, options.weightDecay(), options.maxGradNorm());
    resumeFrom.ifPresent(
        folder -> TrainingState.restore(folder, tuning, trained, optimizer.moments()));
  }

  /** Numbers that move. */
  public long trainableParameters() {
    return trained.count();
  }

  /** The step that {@link #run} begins with. */
  public int firstStep() {
    return firstStep;
  }

  /**
   * Trains until the last step is done or the listener wishes to stop.
   *
   * @return the last step that is done; a checkpoint of it is saved
   */
  public int run() {
    TrainingPlan plan = data.plan();
    LossWatch watch = new LossWatch();
    long before = System.nanoTime();
    for (int step = firstStep; step <= plan.totalSteps(); step++) {
      List<EncodedItem> examples = plan.examplesOf(step);
      List<List<MicroBatch>> batches = division.divide(examples, slices);

      optimizer.zeroGradients();
      double scale = 1.0 / count(batches);
      LossSum loss =
          workers.train(batches, optimizer.sinks(), scale, Seeds.mix(options.seed(), step));
      double rate = learningRate.at(step);
      double norm = optimizer.step(step, rate);
      watch.see(step, loss.meanLoss(), norm);

      LossSum valid = validationDue(step) ? evaluate(someValidation(step)) : null;
      LossSum full = fullValidationDue(step) ? evaluate(data.validation()) : null;
      long now = System.nanoTime();
      listener.stepDone(
          new TrainingListener.StepResult(
              step,
              plan.epochOf(step),
              loss,
              valid,
              full,
              rate,
              norm,
              tokens(examples),
              (now - before) / 1e9));
      before = now;

      TrainingListener.Wish wish = listener.wish(step);
      if (plan.endsEpoch(step) || wish != TrainingListener.Wish.GO_ON) {
        save(step);
      }
      if (wish == TrainingListener.Wish.SAVE_AND_STOP) {
        return step;
      }
    }
    return plan.totalSteps();
  }

  @Override
  public void close() {
    workers.close();
    optimizer.close();
    trained.close();
  }

  private void save(int step) {
    TrainingPlan plan = data.plan();
    @Nullable Integer endOfEpoch = plan.endsEpoch(step) ? plan.epochOf(step) : null;
    TrainingState state =
        new TrainingState(step, slices, microBatchTokens, plan.totalSteps(), options.seed());
    listener.save(
        step, endOfEpoch, folder -> state.save(folder, tuning, trained, optimizer.moments()));
  }

  private LossSum evaluate(List<? extends EncodedItem> examples) {
    return workers.evaluate(division.divide(examples, slices));
  }

  private boolean validationDue(int step) {
    return !data.validation().isEmpty()
        && (step % VALIDATION_EVERY == 0 || data.plan().endsEpoch(step));
  }

  private boolean fullValidationDue(int step) {
    return !data.validation().isEmpty() && data.plan().endsEpoch(step);
  }

  /**
   * As many validation examples as a step has training examples, the next ones each time, by the
   * step's number alone.
   */
  private List<EncodedItem> someValidation(int step) {
    List<? extends EncodedItem> all = data.validation();
    int count = Math.min(data.plan().examplesOf(step).size(), all.size());
    int start = (int) ((long) (step - 1) * count % all.size());
    List<EncodedItem> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(all.get((start + i) % all.size()));
    }
    return some;
  }

  private void check(TrainingState state) {
    if (state.totalSteps() != data.plan().totalSteps() || state.seed() != options.seed()) {
      throw TrainingState.mismatch(
          "The checkpoint after step %d belongs to a training of %d steps with seed %d, not to this one of %d steps with seed %d."
              .formatted(
                  state.step(),
                  state.totalSteps(),
                  state.seed(),
                  data.plan().totalSteps(),
                  options.seed()));
    }
  }

  /** What the mean of the step goes over. */
  private long count(List<List<MicroBatch>> slices) {
    Stream<MicroBatch> batches = slices.stream().flatMap(List::stream);
    return switch (tuning.trainee().objective()) {
      case Objective.NextToken _ -> batches.mapToLong(MicroBatch::lossTokens).sum();
      case Objective.Preference _ -> batches.mapToLong(MicroBatch::sequences).sum() / 2;
    };
  }

  private static long tokens(List<EncodedItem> examples) {
    return examples.stream().mapToLong(EncodedItem::tokens).sum();
  }
}
