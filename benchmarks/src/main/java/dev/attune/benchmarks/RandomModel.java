package dev.attune.benchmarks;

import dev.attune.model.Families;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.layer.Parameter;
import dev.attune.torch.RandomSource;
import dev.attune.torch.SafetensorsWriter;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A model directory with random weights. */
final class RandomModel {
  private static final List<String> TEXT =
      List.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "chat_template.jinja",
          "generation_config.json");

  private RandomModel() {}

  static Path write(String configJson, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("config.json"), configJson);
    try (TensorScope _ = new TensorScope()) {
      RandomSource random = new RandomSource(1);
      SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
      for (Parameter parameter : Families.build(ConfigJson.read(directory)).parameters()) {
        long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
        Tensor tensor = Tensors.zeros(shape);
        tensors.put(
            parameter.name(), shape.length == 1 ? tensor.fill(1) : tensor.normal(0, 0.02, random));
      }
      SafetensorsWriter.write(directory.resolve("model.safetensors"), tensors);
    }
    return directory;
  }

  /** Gives it the starter model's words and chat template. */
  static Path withText(Path directory) throws IOException {
    Path starter = ServerProcess.home().resolve("starter").resolve("model");
    for (String name : TEXT) {
      Files.copy(
          starter.resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    return directory;
  }
}
