package dev.attune.worker.export.gguf;

import dev.attune.model.decoder.ConfigJson;
import java.util.Optional;

/**
 * How long a text may be. For these families llama.cpp lets every token see all before it, so where
 * the model sees only a window, texts of up to that many tokens are the same and longer ones are
 * not: the file then says that the window is all there is.
 */
public final class GgufContext {
  private static final int MISTRAL_WINDOW = 4096;

  private GgufContext() {}

  /** In tokens. */
  public static int of(ConfigJson config) {
    return window(config).orElseGet(() -> config.size("max_position_embeddings"));
  }

  /** How many tokens a token sees, where that is less than the model's longest text. */
  public static Optional<Integer> window(ConfigJson config) {
    int context = config.size("max_position_embeddings");
    return declaredWindow(config).filter(window -> window < context);
  }

  private static Optional<Integer> declaredWindow(ConfigJson config) {
    return switch (config.modelType()) {
      case "mistral" ->
          config.states("sliding_window")
              ? config.optionalInteger("sliding_window")
              : Optional.of(MISTRAL_WINDOW);
      case "qwen2", "qwen3" ->
          config.flag("use_sliding_window", false)
              ? config.optionalInteger("sliding_window")
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
