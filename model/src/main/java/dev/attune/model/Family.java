package dev.attune.model;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;

/** How one family of models is built from its {@code config.json}. */
@FunctionalInterface
public interface Family {
  /** Declares the blocks and their parameters; no weight is read. */
  CausalLm build(ConfigJson config);
}
