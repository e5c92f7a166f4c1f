package dev.attune.worker.export.source;

import dev.attune.model.Adapters;
import dev.attune.model.Families;
import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.layer.Linear;
import dev.attune.model.layer.Lora;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.protocol.ExportSpec;
import dev.attune.torch.DType;
import dev.attune.torch.StoredTensor;
import dev.attune.torch.Tensor;
import dev.attune.torch.Tensors;
import dev.attune.torch.WeightFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model on disk, with the adapter that changes it. Its weights are read when they are asked for,
 * so a model larger than memory can be exported.
 */
public final class SourceModel implements AutoCloseable {
  private final ExportSpec spec;
  private final ConfigJson config;
  private final CausalLm model;
  private final WeightFiles files;
  private final @Nullable LoraAdapter adapter;
  private final Map<String, Lora> changes = new HashMap<>();

  private SourceModel(ExportSpec spec) {
    this.spec = spec;
    this.config = ConfigJson.read(base());
    this.model = Families.build(config);
    this.files = WeightFiles.open(base());
    this.adapter = adapterFolder().map(folder -> Adapters.load(model, folder)).orElse(null);
    if (adapter != null) {
      for (Linear linear : adapter.linears()) {
        Lora change = adapter.find(linear);
        if (change != null) {
          changes.put(linear.weight().name(), change);
        }
      }
    }
  }

  /** Reads configuration, headers and the adapter. */
  public static SourceModel open(ExportSpec spec) {
    return new SourceModel(spec);
  }

  public String name() {
    return spec.name();
  }

  /** The directory of the whole model. */
  public Path base() {
    return Path.of(spec.base());
  }

  public Optional<Path> adapterFolder() {
    return Optional.ofNullable(spec.adapter()).map(Path::of);
  }

  /** What changes the whole model. */
  public Optional<LoraAdapter> adapter() {
    return Optional.ofNullable(adapter);
  }

  public ConfigJson config() {
    return config;
  }

  /** The blocks, whose parameters have no numbers. */
  public CausalLm model() {
    return model;
  }

  /** The tensors of the merged model, each in the type that the base model's file has. */
  public List<StoredTensor> tensors() {
    return model.parameters().stream()
        .map(each -> new StoredTensor(each.name(), storedType(each.name()), each.shape()))
        .toList();
  }

  /** A tensor of the merged model, in the open scope: W + s·B·A where the adapter changes it. */
  public Tensor merged(String name) {
    Tensor base = files.f32(name);
    Lora change = changes.get(name);
    if (change == null) {
      return base;
    }
    return Tensors.empty(DType.F32, base.shape())
        .copy(base)
        .addMm(change.b().value(), change.a().value(), change.scaling());
  }

  /** The same in another type. */
  public Tensor merged(String name, DType type) {
    Tensor merged = merged(name);
    return merged.dtype() == type ? merged : Tensors.empty(type, merged.shape()).copy(merged);
  }

  private DType storedType(String name) {
    return DType.valueOf(files.entry(name).dtype());
  }

  @Override
  public void close() {
    if (adapter != null) {
      Adapters.close(adapter);
    }
    files.close();
  }
}
