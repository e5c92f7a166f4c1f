package dev.attune.worker.export.parity;

import dev.attune.torch.Tensor;
import java.util.Arrays;

/** What the served model said to one prompt, and what else it thought of saying. */
final class ServedAnswer implements AutoCloseable {
  private final int[] tokens;
  private final int promptLength;
  private final Tensor logits;

  private ServedAnswer(int[] tokens, int promptLength, Tensor logits) {
    this.tokens = tokens;
    this.promptLength = promptLength;
    this.logits = logits;
  }

  static ServedAnswer of(AskedModel model, int[] prompt, int[] continuation) {
    int[] tokens = Arrays.copyOf(prompt, prompt.length + continuation.length);
    System.arraycopy(continuation, 0, tokens, prompt.length, continuation.length);
    return new ServedAnswer(tokens, prompt.length, model.logits(tokens));
  }

  /** The prompt and the answer behind it. */
  int[] tokens() {
    return tokens;
  }

  int[] continuation() {
    return Arrays.copyOfRange(tokens, promptLength, tokens.length);
  }

  /** What the model thought behind token {@code place} of {@link #tokens}. */
  float[] logits(int place) {
    return logits.rows(place, 1).floats();
  }

  /** How far the two likeliest tokens are apart where the answer has its token {@code place}. */
  double margin(int place) {
    float[] sorted = logits(promptLength + place - 1);
    Arrays.sort(sorted);
    return sorted.length < 2
        ? Double.MAX_VALUE
        : sorted[sorted.length - 1] - sorted[sorted.length - 2];
  }

  @Override
  public void close() {
    logits.close();
  }
}
