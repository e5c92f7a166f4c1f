package dev.attune.worker.export;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.layer.LoraAdapter;
import org.jspecify.annotations.Nullable;

/**
 * An exported model in memory.
 *
 * @param adapter where the export is one
 * @param end frees the numbers
 */
record ReadBack(CausalLm model, @Nullable LoraAdapter adapter, Runnable end)
    implements AutoCloseable {

  @Override
  public void close() {
    end.run();
  }
}
