package dev.attune.model;

/** How one family of models is built from its {@code config.json}. */
@FunctionalInterface
public interface Family {
  /** Declares the blocks and their parameters; no weight is read. */
  CausalLm build(ConfigJson config);
}
