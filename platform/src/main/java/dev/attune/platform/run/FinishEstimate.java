package dev.attune.platform.run;

import dev.attune.platform.jobs.DataCounts;
import dev.attune.protocol.Report;
import java.time.Duration;
import java.time.Instant;

/**
 * When a training will be done, by the speed so far. Work is counted in tokens that are trained on;
 * evaluating a token is a share of that work.
 */
final class FinishEstimate {
  /** Forward alone, of forward and backward with a frozen base. */
  private static final double EVALUATION = 0.4;

  private final DataCounts counts;
  private final int nEpochs;
  private double work;
  private double seconds;
  private long trained;
  private int lastStep;
  private int epochsEvaluated;

  FinishEstimate(DataCounts counts, int nEpochs) {
    this.counts = counts;
    this.nEpochs = nEpochs;
  }

  /** Takes a step into account; one that is told again changes nothing. */
  void add(Report.StepDone step) {
    if (step.step() <= lastStep) {
      return;
    }
    lastStep = step.step();
    trained += step.tokens();
    seconds += step.seconds();
    work += step.tokens();
    if (step.valid() != null) {
      work += EVALUATION * step.tokens();
    }
    if (step.fullValid() != null) {
      work += EVALUATION * counts.validationTokens();
      epochsEvaluated = step.epoch();
    }
  }

  /** The end, as seen at {@code now}. */
  Instant at(Instant now) {
    long tokensLeft = Math.max(0, nEpochs * counts.tokens() - trained);
    double workLeft = work(tokensLeft, nEpochs - epochsEvaluated);
    double secondsLeft = work == 0 ? 0 : seconds * workLeft / work;
    return now.plus(Duration.ofMillis((long) (secondsLeft * 1000)));
  }

  /** The work of a whole training, in tokens that are trained on. */
  static double work(DataCounts counts, int nEpochs) {
    return new FinishEstimate(counts, nEpochs).work(nEpochs * counts.tokens(), nEpochs);
  }

  private double work(long tokens, int evaluations) {
    return tokens + EVALUATION * counts.validationTokens() * evaluations;
  }
}
