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
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** A model directory with random weights. */
final class RandomModel {
  private RandomModel() {}

  static Path write(LlamaSize size, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("config.json"), size.configJson());
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
}
