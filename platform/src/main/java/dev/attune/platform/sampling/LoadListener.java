package dev.attune.platform.sampling;

/** Hears how far a model is loaded. */
@FunctionalInterface
public interface LoadListener {
  /** In bytes of the weights. */
  void loaded(long done, long total);
}
