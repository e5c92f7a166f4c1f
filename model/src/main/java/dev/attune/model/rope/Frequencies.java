package dev.attune.model.rope;

import dev.attune.model.layer.Rotation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A rotation that is the same for sequences of every length.
 *
 * @param each radians a position of each pair of features
 * @param magnitude factor on rotated features
 */
public record Frequencies(List<Float> each, double magnitude) implements Rotation {
  public Frequencies {
    each = List.copyOf(each);
  }

  /** θ^(−2i/features) for each pair i (https://arxiv.org/abs/2104.09864). */
  public static Frequencies plain(double theta, int features) {
    return new Frequencies(plainList(theta, features), 1);
  }

  /** Positions divided by {@code factor} (https://arxiv.org/abs/2306.15595). */
  public static Frequencies linear(List<Float> plain, double factor) {
    return new Frequencies(plain.stream().map(each -> (float) (each / factor)).toList(), 1);
  }

  @Override
  public List<Float> frequencies(int length) {
    return each;
  }

  /** In F32, as the reference computes it. */
  static List<Float> plainList(double theta, int features) {
    return IntStream.iterate(0, i -> i < features, i -> i + 2)
        .mapToObj(i -> 1 / (float) Math.pow(theta, (float) i / features))
        .toList();
  }
}
