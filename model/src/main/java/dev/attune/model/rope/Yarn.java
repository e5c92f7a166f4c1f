package dev.attune.model.rope;

import java.util.ArrayList;
import java.util.List;

/**
 * YaRN (https://arxiv.org/abs/2309.00071): pairs that turn often in the original context keep their
 * frequency, those that turn seldom are divided by a factor, with a ramp between; and attention is
 * sharpened by a magnitude.
 *
 * @param theta θ
 * @param context original length
 * @param betaFast turns in the original context from which a frequency is kept
 * @param betaSlow turns up to which it is divided
 * @param truncate whether the ramp begins and ends at whole pairs
 */
public record Yarn(
    double theta,
    double factor,
    double context,
    double betaFast,
    double betaSlow,
    boolean truncate) {
  private static final double NO_STEP = 0.001; // where the ramp would be a wall

  /** The frequencies of {@code features} features. */
  public Frequencies frequencies(int features, double magnitude) {
    List<Float> plain = Frequencies.plainList(theta, features);
    double first = Math.max(rounded(pairWithTurns(betaFast, features), -1), 0);
    double last = Math.min(rounded(pairWithTurns(betaSlow, features), 1), features - 1.0);
    double width = first == last ? NO_STEP : last - first;
    List<Float> mixed = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      double divided = Math.clamp((i - first) / width, 0, 1);
      mixed.add((float) (plain.get(i) * (divided / factor + 1 - divided)));
    }
    return new Frequencies(mixed, magnitude);
  }

  /** 0.1·scale·ln factor + 1: how much sharper attention is made for a context so much longer. */
  public static double magnitude(double factor, double scale) {
    return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
  }

  /** The pair, as a fraction, that turns {@code turns} times in the original context. */
  private double pairWithTurns(double turns, int features) {
    return features * Math.log(context / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
  }

  private double rounded(double pair, int direction) {
    if (!truncate) {
      return pair;
    }
    return direction < 0 ? Math.floor(pair) : Math.ceil(pair);
  }
}
