package dev.attune.model;

/** Hears how far a model is loaded. */
@FunctionalInterface
public interface LoadListener {
  /** For whoever only waits. */
  LoadListener NONE = (_, _) -> {};

  /**
   * So much of the weights is in memory as it will be used; called once at 0 and after each weight.
   *
   * @param done in bytes, as the files have them
   */
  void loaded(long done, long total);
}
