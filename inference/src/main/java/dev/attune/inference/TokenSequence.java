package dev.attune.inference;

import java.util.Arrays;

/** Token ids that do not change. */
public final class TokenSequence {
  private final int[] ids;

  private TokenSequence(int[] ids) {
    this.ids = ids;
  }

  public static TokenSequence of(int... ids) {
    return new TokenSequence(ids.clone());
  }

  public int length() {
    return ids.length;
  }

  /** Not to be changed. */
  int[] ids() {
    return ids;
  }

  TokenSequence slice(int start, int length) {
    return new TokenSequence(Arrays.copyOfRange(ids, start, start + length));
  }
}
