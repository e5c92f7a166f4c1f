package dev.attune.model.rope;

import java.util.List;

/**
 * Llama 3.1's rotation: slow frequencies are divided by a factor, fast ones kept, with a smooth
 * passage between (https://arxiv.org/abs/2407.21783).
 *
 * @param low frequencies of fewer turns than that in the original context are slow
 * @param high those of more are fast
 * @param context original length
 */
public record Llama3(double factor, double low, double high, double context) {
  /** The plain frequencies, stretched. */
  public Frequencies stretch(List<Float> plain) {
    return new Frequencies(plain.stream().map(this::stretch).toList(), 1);
  }

  private float stretch(float frequency) {
    double turns = context * frequency / (2 * Math.PI);
    double kept = Math.clamp((turns - low) / (high - low), 0, 1);
    return (float) ((1 - kept) * frequency / factor + kept * frequency);
  }
}
