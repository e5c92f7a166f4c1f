package dev.attune.model.rope;

import dev.attune.model.layer.Rotation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * LongRoPE (https://arxiv.org/abs/2402.13753): every pair has a divisor of its own, found by
 * search; one list of them for sequences within the original context, another for longer ones.
 *
 * @param shortest frequencies of sequences of up to {@code context} tokens
 * @param longer those of all others
 */
public record LongRope(List<Float> shortest, List<Float> longer, double magnitude, int context)
    implements Rotation {
  public LongRope {
    shortest = List.copyOf(shortest);
    longer = List.copyOf(longer);
  }

  /** The plain frequencies, each divided by its own factor. */
  public static List<Float> divided(List<Float> plain, List<Double> factors) {
    return IntStream.range(0, plain.size())
        .mapToObj(i -> (float) (plain.get(i) / factors.get(i)))
        .toList();
  }

  /** √(1 + ln factor / ln context), for a context that is {@code factor} times as long. */
  public static double magnitude(double factor, double context) {
    return factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(context));
  }

  @Override
  public List<Float> frequencies(int length) {
    return length <= context ? shortest : longer;
  }

  @Override
  public int changesAfter() {
    return context;
  }
}
