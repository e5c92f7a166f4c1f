package dev.attune.worker.export;

import dev.attune.data.ModelText;
import dev.attune.protocol.ExportReport.Checked;
import dev.attune.torch.DType;
import dev.attune.torch.StoredTensor;
import dev.attune.worker.export.gguf.GgufContext;
import dev.attune.worker.export.gguf.GgufModel;
import dev.attune.worker.export.gguf.GgufWeights;
import dev.attune.worker.export.gguf.TokenParity;
import dev.attune.worker.export.parity.Words;
import dev.attune.worker.export.source.SourceModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The merged model in F16 as one file for llama.cpp. */
final class GgufFormat implements ExportFormat {
  static final String FILE = "model-f16.gguf";

  @Override
  public void check(SourceModel source, ModelText text) throws IOException {
    GgufModel.check(source, text);
  }

  @Override
  public long bytes(SourceModel source) {
    return new GgufWeights(source).tensors().stream().mapToLong(StoredTensor::bytes).sum();
  }

  @Override
  public DType type(SourceModel source) {
    return DType.F16;
  }

  @Override
  public int context(SourceModel source) {
    return GgufContext.of(source.config());
  }

  @Override
  public void write(SourceModel source, ModelText text, Path folder, WriteProgress progress)
      throws IOException {
    GgufModel.write(source, text, folder.resolve(FILE), tensor -> progress.wrote(tensor.bytes()));
  }

  @Override
  public ReadBack read(SourceModel source, Path folder) {
    GgufModel read = GgufModel.read(folder.resolve(FILE), source.config());
    return new ReadBack(read.model(), null, read::close);
  }

  @Override
  public List<Checked> findings(SourceModel source, Path folder, ModelText text) {
    List<Checked> findings = new ArrayList<>();
    findings.add(TokenParity.check(folder.resolve(FILE), text.tokenizer(), Words.texts(text)));
    GgufContext.window(source.config())
        .map(window ->
            new Checked(
                "context",
                true,
                "%,d tokens, the window that the model sees; llama.cpp has no such window, so longer texts would differ"
                    .formatted(window)))
        .ifPresent(findings::add);
    return findings;
  }
}
