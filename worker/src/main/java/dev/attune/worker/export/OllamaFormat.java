package dev.attune.worker.export;

import dev.attune.data.ModelText;
import dev.attune.protocol.ExportReport.Checked;
import dev.attune.torch.DType;
import dev.attune.worker.export.gguf.GgufStart;
import dev.attune.worker.export.ollama.Modelfile;
import dev.attune.worker.export.source.SourceModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file for llama.cpp with a Modelfile, from which {@code ollama create} makes a model. */
final class OllamaFormat implements ExportFormat {
  /** More is asked for by whoever has the memory for it. */
  private static final int USUAL_CONTEXT = 8192;

  private final GgufFormat gguf = new GgufFormat();

  @Override
  public void check(SourceModel source, ModelText text) throws IOException {
    gguf.check(source, text);
  }

  @Override
  public long bytes(SourceModel source) {
    return gguf.bytes(source);
  }

  @Override
  public DType type(SourceModel source) {
    return gguf.type(source);
  }

  @Override
  public int context(SourceModel source) {
    return gguf.context(source);
  }

  @Override
  public void write(SourceModel source, ModelText text, Path folder, WriteProgress progress)
      throws IOException {
    gguf.write(source, text, folder, progress);
    Files.writeString(folder.resolve(Modelfile.FILE), modelfile(source, folder, text).text());
  }

  @Override
  public ReadBack read(SourceModel source, Path folder) {
    return gguf.read(source, folder);
  }

  @Override
  public List<Checked> findings(SourceModel source, Path folder, ModelText text) {
    List<Checked> findings = new ArrayList<>(gguf.findings(source, folder, text));
    try {
      String written = Files.readString(folder.resolve(Modelfile.FILE));
      findings.add(modelfile(source, folder, text).check(written));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return findings;
  }

  private Modelfile modelfile(SourceModel source, Path folder, ModelText text) {
    String start = GgufStart.of(folder.resolve(GgufFormat.FILE));
    int context = Math.min(context(source), USUAL_CONTEXT);
    return new Modelfile(GgufFormat.FILE, text, start, context);
  }
}
