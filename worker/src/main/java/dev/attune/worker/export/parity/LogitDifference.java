package dev.attune.worker.export.parity;

import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;

/**
 * How far the logits of two models are apart.
 *
 * @param largest difference of one logit; infinite when one is no number
 * @param scale the largest logit of the served model, without its sign
 * @param places at which all logits were compared
 */
record LogitDifference(double largest, double scale, int places) {
  static final LogitDifference NONE = new LogitDifference(0, 0, 0);

  /** Adds what the exported model thinks of the tokens of a served answer. */
  LogitDifference with(ServedAnswer served, AskedModel exported) {
    LogitDifference sum = this;
    Tensor logits = exported.logits(served.tokens());
    try (TensorScope _ = new TensorScope()) {
      for (int place = 0; place < served.tokens().length; place++) {
        sum = sum.with(served.logits(place), logits.rows(place, 1).floats());
      }
    } finally {
      logits.close();
    }
    return sum;
  }

  private LogitDifference with(float[] served, float[] exported) {
    double difference = largest;
    double magnitude = scale;
    for (int i = 0; i < served.length; i++) {
      double apart = Math.abs((double) served[i] - exported[i]);
      difference = Math.max(difference, Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart);
      magnitude = Math.max(magnitude, Math.abs(served[i]));
    }
    return new LogitDifference(difference, magnitude, places + 1);
  }

  /** Whether the difference is at most {@code share} of the largest logit. */
  boolean isWithin(double share) {
    return largest <= share * scale;
  }
}
