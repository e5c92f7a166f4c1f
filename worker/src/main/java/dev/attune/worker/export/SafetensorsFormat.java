package dev.attune.worker.export;

import dev.attune.data.ModelText;
import dev.attune.model.LoadedModel;
import dev.attune.protocol.ExportReport.Checked;
import dev.attune.torch.DType;
import dev.attune.torch.SafetensorsWriter;
import dev.attune.torch.StoredTensor;
import dev.attune.torch.Tensor;
import dev.attune.worker.export.source.Companions;
import dev.attune.worker.export.source.SourceModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The merged model as a Hugging Face directory, each tensor in the base model's own type. */
final class SafetensorsFormat implements ExportFormat {
  private final long maxShardBytes;

  SafetensorsFormat(long maxShardBytes) {
    this.maxShardBytes = maxShardBytes;
  }

  @Override
  public void check(SourceModel source, ModelText text) {
    // Every model that can be served has this form already.
  }

  @Override
  public long bytes(SourceModel source) {
    return source.tensors().stream().mapToLong(StoredTensor::bytes).sum();
  }

  @Override
  public DType type(SourceModel source) {
    return source.tensors().stream()
        .map(StoredTensor::dtype)
        .max((a, b) -> Integer.compare(roughness(a), roughness(b)))
        .orElse(DType.F32);
  }

  @Override
  public int context(SourceModel source) {
    return source.model().shape().maxPositionEmbeddings();
  }

  @Override
  public void write(SourceModel source, ModelText text, Path folder, WriteProgress progress)
      throws IOException {
    Shards shards = Shards.of(source.tensors(), maxShardBytes);
    for (Map.Entry<String, List<StoredTensor>> shard : shards.tensorsByFile().entrySet()) {
      Function<String, Tensor> numbers = numbers(source, shard.getValue(), progress);
      SafetensorsWriter.write(folder.resolve(shard.getKey()), shard.getValue(), numbers);
    }
    if (!shards.isSingle()) {
      Files.write(folder.resolve(Shards.INDEX), shards.index());
    }
    Companions.copyModel(source.base(), folder);
    Companions.copyText(source.base(), folder);
  }

  @Override
  public ReadBack read(SourceModel source, Path folder) {
    LoadedModel loaded = LoadedModel.load(folder);
    return new ReadBack(loaded.model(), null, loaded::close);
  }

  @Override
  public List<Checked> findings(SourceModel source, Path folder, ModelText text) {
    return List.of();
  }

  private static Function<String, Tensor> numbers(
      SourceModel source, List<StoredTensor> tensors, WriteProgress progress) {
    Map<String, StoredTensor> byName =
        tensors.stream().collect(Collectors.toMap(StoredTensor::name, each -> each));
    return name -> {
      StoredTensor stored = java.util.Objects.requireNonNull(byName.get(name));
      progress.wrote(stored.bytes());
      return source.merged(name, stored.dtype());
    };
  }

  /** BF16 says a number less exactly than F16 does. */
  private static int roughness(DType type) {
    return switch (type) {
      case F32, I64 -> 0;
      case F16 -> 1;
      case BF16 -> 2;
    };
  }
}
