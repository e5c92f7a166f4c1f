package dev.attune.worker.export;

import dev.attune.data.ModelText;
import dev.attune.model.Adapters;
import dev.attune.model.LoadedModel;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.protocol.DurableFiles;
import dev.attune.protocol.ExportReport;
import dev.attune.protocol.ExportSpec;
import dev.attune.torch.DType;
import dev.attune.worker.export.parity.AskedModel;
import dev.attune.worker.export.parity.Parity;
import dev.attune.worker.export.parity.Probe;
import dev.attune.worker.export.parity.ServedAnswers;
import dev.attune.worker.export.source.ExportException;
import dev.attune.worker.export.source.SourceModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * One export from the first look to the last rename. The served model is asked first and forgotten,
 * so that only one model is in memory at any time; then the export is written, read back and asked
 * the same. What differs in its weights never takes its name.
 */
public final class Export {
  private static final long MAX_SHARD_BYTES = 5_000_000_000L;

  private final ExportSpec spec;
  private final ExportFormat format;
  private final Consumer<ExportReport> out;

  public Export(ExportSpec spec, Consumer<ExportReport> out) {
    this.spec = spec;
    this.format = format(spec.format());
    this.out = out;
  }

  /**
   * Writes the export.
   *
   * @throws ExportException when it cannot be made; nothing is left behind then
   */
  public void run() throws IOException {
    Target target = Target.of(Path.of(spec.directory()));
    try (SourceModel source = SourceModel.open(spec);
        ModelText text = ModelText.load(source.base())) {
      format.check(source, text);
      target.checkRoom(format.bytes(source));
      out.accept(new ExportReport.Progress("asking the served model", 0, 1));
      Probe probe = Probe.of(text, source.config(), format.context(source));
      try (ServedAnswers served = ask(source, probe)) {
        DurableFiles.createFolder(
            target.directory(), folder -> write(source, folder, served, text));
      }
    }
    out.accept(target.contents());
  }

  private void write(SourceModel source, Path folder, ServedAnswers served, ModelText text)
      throws IOException {
    format.write(source, text, folder, new WriteProgress(format.bytes(source), out));
    out.accept(new ExportReport.Progress("checking", 0, 1));
    DType type = format.type(source);
    try (ReadBack read = format.read(source, folder)) {
      Parity parity =
          Parity.of(served, new AskedModel(read.model(), read.adapter(), spec.threads()));
      parity.findings(type).forEach(out);
      if (!parity.isFaithful(type)) {
        throw ExportException.differs(
            "What was written does not answer as the served model does, so it was not kept. Report this with the family of the model.");
      }
    }
    format.findings(source, folder, text).forEach(out);
  }

  /** Asks the model as a sampler would serve it. */
  private ServedAnswers ask(SourceModel source, Probe probe) {
    try (LoadedModel loaded = LoadedModel.load(source.base())) {
      LoraAdapter adapter =
          source.adapterFolder().map(at -> Adapters.load(loaded.model(), at)).orElse(null);
      try {
        return new ServedAnswers(new AskedModel(loaded.model(), adapter, spec.threads()), probe);
      } finally {
        if (adapter != null) {
          Adapters.close(adapter);
        }
      }
    }
  }

  private static ExportFormat format(ExportSpec.Format format) {
    return switch (format) {
      case PEFT -> new PeftFormat();
      case SAFETENSORS -> new SafetensorsFormat(MAX_SHARD_BYTES);
      case GGUF -> new GgufFormat();
      case OLLAMA -> new OllamaFormat();
    };
  }
}
