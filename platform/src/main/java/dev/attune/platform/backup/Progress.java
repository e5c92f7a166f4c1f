package dev.attune.platform.backup;

/** Is told how far a copy is. */
@FunctionalInterface
public interface Progress {
  /**
   * One more file is done.
   *
   * @param file the one that was just done, below the data directory
   * @param done bytes, of {@code total}
   */
  void reached(String file, long done, long total);
}
