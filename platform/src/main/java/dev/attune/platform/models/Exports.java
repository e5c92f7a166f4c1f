package dev.attune.platform.models;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.owner.Project;
import dev.attune.protocol.ExportReport;
import dev.attune.protocol.ExportSpec;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Exports of models, one at a time, since each has a whole model in memory. */
public final class Exports {
  private final Models models;
  private final ModelExporter exporter;
  private final int cores;
  private final Semaphore turn = new Semaphore(1);

  /** {@code cores} are those that one export may keep busy. */
  public Exports(Models models, ModelExporter exporter, int cores) {
    this.models = models;
    this.exporter = exporter;
    this.cores = cores;
  }

  /**
   * Exports a model as it is served.
   *
   * @param listener hears of all but the end; when it throws, the export is broken off
   */
  public ExportEvent.Exported run(
      Project project, ExportOrder order, Consumer<ExportEvent> listener) {
    ServableModel model = models.servable(project, order.model());
    if (!order.directory().isAbsolute()) {
      throw PlatformException.invalid(
          "directory",
          "'%s' is not the absolute path of a directory on the server's machine."
              .formatted(order.directory()));
    }
    if (!turn.tryAcquire()) {
      throw new PlatformException(
          ErrorCode.WRONG_STATE,
          null,
          "Another model is being exported. Ask again when that is done.");
    }
    try {
      return exported(
          exporter.export(spec(model, order), report -> listener.accept(event(report))));
    } finally {
      turn.release();
    }
  }

  private ExportSpec spec(ServableModel model, ExportOrder order) {
    return new ExportSpec(
        order.model(),
        format(order.form()),
        model.directory().toString(),
        model.adapter().map(Path::toString).orElse(null),
        order.directory().normalize().toString(),
        cores);
  }

  private static ExportSpec.Format format(ExportOrder.Form form) {
    return switch (form) {
      case PEFT -> ExportSpec.Format.PEFT;
      case SAFETENSORS -> ExportSpec.Format.SAFETENSORS;
      case GGUF -> ExportSpec.Format.GGUF;
      case OLLAMA -> ExportSpec.Format.OLLAMA;
    };
  }

  private static ExportEvent event(ExportReport report) {
    return switch (report) {
      case ExportReport.Progress(String stage, long done, long total) ->
          new ExportEvent.Progress(stage, done, total);
      case ExportReport.Checked(String what, boolean same, String finding) ->
          new ExportEvent.Checked(what, same, finding);
      case ExportReport.Exported exported -> exported(exported);
      case ExportReport.Refused refused ->
          throw new PlatformException(ErrorCode.WORKER_FAILED, null, refused.message());
    };
  }

  private static ExportEvent.Exported exported(ExportReport.Exported report) {
    return new ExportEvent.Exported(report.directory(), report.files(), report.bytes());
  }
}
