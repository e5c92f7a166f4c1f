package dev.attune.data.lines;

/**
 * Hears how far a file is read. The thread that reads calls it, so it must neither wait nor throw.
 */
@FunctionalInterface
public interface ReadListener {
  /** Nobody listens. */
  ReadListener NONE = _ -> {};

  /**
   * Some more was read, and what was whole in it was handed out. It is called after about every 64
   * KiB, and last with the size of the file, unless the file is empty or cannot be used.
   *
   * @param bytes from the beginning of the file on
   */
  void read(long bytes);
}
