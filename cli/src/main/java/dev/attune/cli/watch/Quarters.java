package dev.attune.cli.watch;

/** Which quarters of something are done, for those who are told of each once. */
final class Quarters {
  private static final int COUNT = 4;

  private int told = -1;

  /**
   * Whether one more is done than was told; the beginning is one as well.
   *
   * @param total more than nothing
   */
  boolean reach(long done, long total) {
    int quarter = (int) (done * COUNT / total);
    boolean more = quarter > told;
    told = Math.max(told, quarter);
    return more;
  }
}
