package dev.attune.model.layer;

import java.util.List;

/** How positions turn into angles. */
public interface Rotation {
  /** Sequences of every length are rotated alike. */
  int NEVER = Integer.MAX_VALUE;

  /**
   * Radians a position of each pair of features, in a sequence of {@code length} tokens. There are
   * as many whatever the length; features beyond the pairs are not rotated.
   */
  List<Float> frequencies(int length);

  /** Factor on rotated features. */
  default double magnitude() {
    return 1;
  }

  /**
   * The length up to which all sequences are rotated alike. When a sequence grows beyond it, what
   * is remembered of its earlier tokens is of no more use.
   */
  default int changesAfter() {
    return NEVER;
  }
}
