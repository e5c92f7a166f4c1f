package dev.attune.worker.export;

import dev.attune.data.ModelText;
import dev.attune.protocol.ExportReport.Checked;
import dev.attune.torch.DType;
import dev.attune.worker.export.source.SourceModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One form of a model that others load. */
interface ExportFormat {
  /**
   * Looks whether the model can be written in this form.
   *
   * @throws dev.attune.worker.export.source.ExportException when it cannot
   */
  void check(SourceModel source, ModelText text) throws IOException;

  /** The bytes of the numbers that will be written. */
  long bytes(SourceModel source);

  /** The type that most of the numbers are written in. */
  DType type(SourceModel source);

  /** The longest text in tokens that the form can hold. */
  int context(SourceModel source);

  /** Writes the model into an empty folder; nothing is synced. */
  void write(SourceModel source, ModelText text, Path folder, WriteProgress progress)
      throws IOException;

  /** Reads what was written, by another way than it was written. */
  ReadBack read(SourceModel source, Path folder);

  /** Compares what is not in the weights. */
  List<Checked> findings(SourceModel source, Path folder, ModelText text);
}
