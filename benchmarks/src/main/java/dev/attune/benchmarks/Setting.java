package dev.attune.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What measurements have at hand.
 *
 * @param folder where models with random weights are
 * @param threads that compute
 * @param python a Python that has transformers and PEFT
 * @param llamaBench llama.cpp's program of this name
 * @param data a folder with {@code banking77-train.jsonl} and {@code banking10-train.jsonl}
 */
record Setting(
    Path folder,
    int threads,
    Optional<Peer> python,
    Optional<Peer> llamaBench,
    Optional<Path> data) {

  /** A model of this size with random weights, which is written once. */
  Path model(LlamaSize size) throws IOException {
    Path directory = folder.resolve(size.name().toLowerCase(Locale.ROOT));
    return Files.exists(directory) ? directory : RandomModel.write(size.configJson(), directory);
  }

  /** The same, able to chat. */
  Path chatModel(LlamaSize size) throws IOException {
    return RandomModel.withText(model(size));
  }
}
