package dev.attune.model;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.layer.Parameter;
import dev.attune.torch.SafetensorsHeader;
import dev.attune.torch.WeightFiles;

/** Counts the bytes of the weights that are loaded. */
final class LoadProgress {
  private final WeightFiles files;
  private final LoadListener listener;
  private final long total;
  private long done;

  LoadProgress(CausalLm model, WeightFiles files, LoadListener listener) {
    this.files = files;
    this.listener = listener;
    this.total = model.parameters().stream().mapToLong(this::bytes).sum();
    listener.loaded(0, total);
  }

  void add(Parameter loaded) {
    done += bytes(loaded);
    listener.loaded(done, total);
  }

  /** A parameter may be a part of a stored tensor. */
  private long bytes(Parameter parameter) {
    SafetensorsHeader.Entry stored = files.entry(parameter.storedIn(files.names()).tensor());
    long numbers = stored.shape().stream().reduce(1L, Math::multiplyExact);
    return numbers == 0 ? 0 : (stored.end() - stored.begin()) / numbers * parameter.count();
  }
}
