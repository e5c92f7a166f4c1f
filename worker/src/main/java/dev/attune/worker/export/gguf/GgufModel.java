package dev.attune.worker.export.gguf;

import dev.attune.data.ModelText;
import dev.attune.model.Families;
import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.layer.Parameter;
import dev.attune.torch.DType;
import dev.attune.torch.StoredTensor;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.gguf.GgufFile;
import dev.attune.torch.gguf.GgufValue;
import dev.attune.torch.gguf.GgufWriter;
import dev.attune.worker.export.source.SourceModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * A model in a GGUF file: how it is written, and how it is read again from nothing but the file, so
 * that a wrong name, size or order of features shows in its answers.
 */
public final class GgufModel implements AutoCloseable {
  private final CausalLm model;

  private GgufModel(CausalLm model) {
    this.model = model;
  }

  /**
   * Looks whether llama.cpp could load the model.
   *
   * @throws dev.attune.worker.export.source.ExportException when it could not
   */
  public static void check(SourceModel source, ModelText text) throws IOException {
    values(source, text);
    var _ = new GgufWeights(source);
  }

  /** Writes the model; {@code written} hears of each tensor. */
  public static void write(
      SourceModel source, ModelText text, Path file, Consumer<StoredTensor> written)
      throws IOException {
    GgufWeights weights = new GgufWeights(source);
    GgufWriter.write(
        file,
        values(source, text),
        weights.tensors(),
        name -> {
          written.accept(weights.tensor(name));
          return weights.numbers(name);
        });
  }

  private static SequencedMap<String, GgufValue> values(SourceModel source, ModelText text)
      throws IOException {
    SequencedMap<String, GgufValue> values = Sizes.of(source);
    values.putAll(GgufTokenizer.values(source, text));
    return values;
  }

  /**
   * Reads the model. Angles that the file slows down by a table are taken from {@code source}, and
   * the table is compared with it.
   */
  public static GgufModel read(Path path, ConfigJson source) {
    try (TensorScope scope = new TensorScope();
        GgufFile file = GgufFile.open(path)) {
      GgufConfig config = new GgufConfig(file);
      CausalLm model = Families.build(config.toConfigJson(source));
      HeadOrder order = HeadOrder.of(config.architecture(), model);
      for (Parameter parameter : model.parameters()) {
        Tensor stored = file.tensor(TensorNames.of(parameter.name()));
        Tensor wide = Tensors.empty(DType.F32, stored.shape()).copy(stored);
        Tensor value = scope.keep(order.fromGguf(parameter.name(), wide));
        parameter.bind(value, value.rank() == 2 ? scope.keep(value.t()) : null);
      }
      return new GgufModel(model);
    }
  }

  public CausalLm model() {
    return model;
  }

  @Override
  public void close() {
    for (Parameter parameter : model.parameters()) {
      if (parameter.shape().size() == 2) {
        parameter.transposed().close();
      }
      parameter.value().close();
    }
  }
}
