package dev.attune.worker.export;

import dev.attune.data.ModelText;
import dev.attune.model.AdapterConfig;
import dev.attune.model.Adapters;
import dev.attune.model.LoadedModel;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.model.layer.Parameter;
import dev.attune.protocol.ExportReport.Checked;
import dev.attune.torch.DType;
import dev.attune.worker.export.source.Companions;
import dev.attune.worker.export.source.ExportException;
import dev.attune.worker.export.source.SourceModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The adapter alone, as PEFT saves one, with the tokenizer it was trained with. */
final class PeftFormat implements ExportFormat {

  @Override
  public void check(SourceModel source, ModelText text) {
    adapterFolder(source);
  }

  @Override
  public long bytes(SourceModel source) {
    long numbers =
        source.adapter().stream()
            .flatMap(adapter -> adapter.parameters().stream())
            .mapToLong(Parameter::count)
            .sum();
    return numbers * DType.F32.bytes();
  }

  @Override
  public DType type(SourceModel source) {
    return DType.F32;
  }

  @Override
  public int context(SourceModel source) {
    return source.model().shape().maxPositionEmbeddings();
  }

  @Override
  public void write(SourceModel source, ModelText text, Path folder, WriteProgress progress)
      throws IOException {
    AdapterConfig config = AdapterConfig.read(adapterFolder(source));
    Adapters.save(source.adapter().orElseThrow(), config, folder);
    Companions.copyText(source.base(), folder);
    progress.wrote(bytes(source));
  }

  @Override
  public ReadBack read(SourceModel source, Path folder) {
    LoadedModel base = LoadedModel.load(source.base());
    LoraAdapter adapter = Adapters.load(base.model(), folder);
    return new ReadBack(
        base.model(),
        adapter,
        () -> {
          Adapters.close(adapter);
          base.close();
        });
  }

  @Override
  public List<Checked> findings(SourceModel source, Path folder, ModelText text) {
    return List.of();
  }

  private static Path adapterFolder(SourceModel source) {
    Optional<Path> folder = source.adapterFolder();
    return folder.orElseThrow(() ->
        ExportException.unsupported(
            "%s is a whole model and has no adapter. Export it as safetensors or gguf."
                .formatted(source.name())));
  }
}
