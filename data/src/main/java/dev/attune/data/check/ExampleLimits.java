package dev.attune.data.check;

import org.jspecify.annotations.Nullable;

/**
 * How long examples may be.
 *
 * @param context longest sequence that the model takes, in tokens
 * @param maxSequenceLength where longer examples are cut; null when nobody asked for a cut, and
 *     then an example longer than the context is an error
 */
public record ExampleLimits(int context, @Nullable Integer maxSequenceLength) {
  /** Where examples are cut. */
  int cutAt() {
    return maxSequenceLength == null ? Integer.MAX_VALUE : Math.min(context, maxSequenceLength);
  }

  /** True of a length that is neither allowed nor cut. */
  boolean forbid(int tokens) {
    return maxSequenceLength == null && tokens > context;
  }
}
