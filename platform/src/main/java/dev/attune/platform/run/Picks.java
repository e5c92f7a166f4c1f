package dev.attune.platform.run;

import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Method;
import dev.attune.platform.jobs.TuningOptions;
import dev.attune.platform.models.StartingPoint;
import dev.attune.platform.models.TunedModel.Tuning;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the platform picks where a client says {@code auto} or nothing. */
final class Picks {
  private static final int USUAL_EPOCHS = 3;
  private static final int FEWEST_EXAMPLES = 100;
  private static final int MOST_EXAMPLES = 25_000;
  private static final int MOST_EPOCHS = 25;
  private static final double BATCH_SHARE = 0.002;
  private static final int LARGEST_BATCH = 256;

  /** As in the paper's experiments. */
  private static final double BETA = 0.1;

  private static final int RANK = 16;
  private static final int ALPHA_PER_RANK = 2;
  private static final double WARMUP = 0.03;

  private Picks() {}

  /** As OpenAI published it for {@code n_epochs}, and documented it for {@code batch_size}. */
  static Hyperparameters hyperparameters(Method method, Hyperparameters ordered, int examples) {
    long share = Math.round(BATCH_SHARE * examples);
    return new Hyperparameters(
        or(ordered.nEpochs(), epochs(examples)),
        or(ordered.batchSize(), (int) Math.clamp(share, 1L, LARGEST_BATCH)),
        or(ordered.learningRateMultiplier(), 1.0),
        switch (method) {
          case SUPERVISED -> null;
          case DPO -> or(ordered.beta(), BETA);
        });
  }

  /** Three, but more for a handful of examples and fewer for very many. */
  private static int epochs(int examples) {
    if (USUAL_EPOCHS * examples < FEWEST_EXAMPLES) {
      return Math.min(MOST_EPOCHS, FEWEST_EXAMPLES / examples);
    }
    if (USUAL_EPOCHS * (long) examples > MOST_EXAMPLES) {
      return Math.max(1, MOST_EXAMPLES / examples);
    }
    return USUAL_EPOCHS;
  }

  /**
   * Options with everything that applies.
   *
   * @param before the options of the job that made the adapter to go on with
   * @param method which has rates of its own
   * @param device for a job that names none
   */
  static TuningOptions options(
      TuningOptions ordered,
      StartingPoint start,
      Optional<TuningOptions> before,
      Method method,
      String device,
      double learningRateMultiplier) {
    Tuning tuning = or(ordered.tuning(), Tuning.LORA);
    boolean lora = tuning == Tuning.LORA;
    boolean stabilized =
        or(ordered.rankStabilized(), before.map(TuningOptions::rankStabilized).orElse(false));
    int rank = or(ordered.rank(), before.map(TuningOptions::rank).orElse(RANK));
    return new TuningOptions(
        tuning,
        lora ? rank : null,
        lora
            ? or(ordered.alpha(), before.map(TuningOptions::alpha).orElse(alpha(rank, stabilized)))
            : null,
        lora ? or(ordered.dropout(), 0.0) : null,
        lora
            ? or(
                ordered.targetModules(),
                before.map(TuningOptions::targetModules).orElse(start.base().linearModules()))
            : null,
        lora ? stabilized : null,
        or(
            ordered.learningRate(),
            learningRateMultiplier * learningRate(method, tuning, start.base().hiddenSize())),
        or(ordered.schedule(), TuningOptions.Schedule.LINEAR),
        or(ordered.warmupRatio(), WARMUP),
        or(ordered.maxSequenceLength(), start.base().context()),
        or(ordered.packing(), true),
        or(ordered.device(), device),
        ordered.controlTokens());
  }

  /** Both ways scale an adapter of the usual rank alike. */
  private static double alpha(int rank, boolean stabilized) {
    return ALPHA_PER_RANK * (stabilized ? Math.sqrt(RANK) : rank);
  }

  /** The rate that a multiplier of 1 means; docs/decisions/0007-learning-rate.md says why. */
  private static double learningRate(Method method, Tuning tuning, int hiddenSize) {
    double ofTuning =
        switch (tuning) {
          case LORA -> 10;
          case FULL -> 1;
        };
    double ofMethod =
        switch (method) {
          case SUPERVISED -> 1;
          case DPO -> 0.1;
        };
    return 5e-5 * ofTuning * ofMethod * Math.pow(2000.0 / hiddenSize, 0.781);
  }

  private static <T> T or(@Nullable T ordered, T picked) {
    return ordered == null ? picked : ordered;
  }
}
