package dev.attune.worker.sampler;

import dev.attune.model.Adapters;
import dev.attune.model.decoder.CausalLm;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.wire.errors.ApiErrors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that requests may use: the base model's and those of loaded adapters. */
final class ServedModels {
  private final CausalLm model;
  private final String baseName;
  private final Map<String, Loaded> adapters = new HashMap<>();

  ServedModels(CausalLm model, String baseName) {
    this.model = model;
    this.baseName = baseName;
  }

  /** Its numbers end with its name and its last user. */
  private static final class Loaded {
    private final Path path;
    private final LoraAdapter adapter;
    private int users = 1; // the name

    Loaded(Path path, LoraAdapter adapter) {
      this.path = path;
      this.adapter = adapter;
    }
  }

  /** The right to compute with a model until it is closed. */
  final class Use implements AutoCloseable {
    private final @Nullable Loaded loaded;

    private Use(@Nullable Loaded loaded) {
      this.loaded = loaded;
    }

    /** What changes the base model; null when nothing does. */
    @Nullable LoraAdapter adapter() {
      return loaded == null ? null : loaded.adapter;
    }

    @Override
    public void close() {
      if (loaded != null) {
        leave(loaded);
      }
    }
  }

  /** Loads an adapter under a name; the same again changes nothing. */
  synchronized void load(String name, Path path) {
    Loaded known = adapters.get(name);
    if (known != null && known.path.equals(path)) {
      return;
    }
    Loaded before = adapters.put(name, new Loaded(path, Adapters.load(model, path)));
    if (before != null) {
      leave(before);
    }
  }

  /**
   * Forgets a name. Generations that use it go on.
   *
   * @return false when there was none
   */
  synchronized boolean unload(String name) {
    Loaded loaded = adapters.remove(name);
    if (loaded != null) {
      leave(loaded);
    }
    return loaded != null;
  }

  /** Begins to use what a request's model means. */
  synchronized Use use(String name) {
    if (name.equals(baseName)) {
      return new Use(null);
    }
    Loaded loaded = adapters.get(name);
    if (loaded == null) {
      throw ApiErrors.modelNotServed(name).toException();
    }
    loaded.users++;
    return new Use(loaded);
  }

  private synchronized void leave(Loaded loaded) {
    loaded.users--;
    if (loaded.users == 0) {
      Adapters.close(loaded.adapter);
    }
  }
}
