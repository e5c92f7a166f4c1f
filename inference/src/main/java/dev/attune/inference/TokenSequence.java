package dev.attune.inference;

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
}
