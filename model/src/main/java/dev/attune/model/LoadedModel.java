package dev.attune.model;

import dev.attune.model.layer.Parameter;
import dev.attune.torch.SafetensorsHeader;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.WeightFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model with the weights of its directory. Weights stored as F32 are the mapped files themselves:
 * nobody may write them.
 */
public final class LoadedModel implements AutoCloseable {
  private final CausalLm model;
  private final WeightFiles files;

  private LoadedModel(CausalLm model, WeightFiles files) {
    this.model = model;
    this.files = files;
  }

  /**
   * Builds the model that {@code config.json} describes and binds its weights.
   *
   * @throws ModelException names what is missing, unknown or of the wrong shape
   */
  public static LoadedModel load(Path directory) {
    CausalLm model = Families.build(ConfigJson.read(directory));
    WeightFiles files = WeightFiles.open(directory);
    WeightCheck.check(model, entries(files));
    try (TensorScope scope = new TensorScope()) {
      for (Parameter parameter : model.parameters()) {
        Tensor value = scope.keep(files.f32(parameter.name()));
        parameter.bind(value, value.rank() == 2 ? scope.keep(value.t()) : null);
      }
    }
    return new LoadedModel(model, files);
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
    files.close();
  }

  private static Map<String, SafetensorsHeader.Entry> entries(WeightFiles files) {
    Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
    files.names().forEach(name -> entries.put(name, files.entry(name)));
    return entries;
  }
}
