package dev.attune.server.models;

import dev.attune.platform.models.ExportEvent;
import dev.attune.platform.models.ExportOrder;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.models.ExportModel;
import dev.attune.wire.models.ModelWork;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Exports between the wire and the platform. */
final class ExportJson {
  private ExportJson() {}

  static ExportOrder order(String model, ExportModel request) {
    return new ExportOrder(model, form(request), path(request.directory()));
  }

  static ModelWork work(ExportEvent event) {
    return switch (event) {
      case ExportEvent.Progress(String stage, long done, long total) ->
          new ModelWork.Progress(stage, done, total);
      case ExportEvent.Checked(String what, boolean same, String finding) ->
          new ModelWork.Checked(what, same, finding);
      case ExportEvent.Exported(String directory, var files, long bytes) ->
          new ModelWork.Exported(directory, files, bytes);
    };
  }

  private static ExportOrder.Form form(ExportModel request) {
    return switch (request.format()) {
      case PEFT -> ExportOrder.Form.PEFT;
      case SAFETENSORS -> ExportOrder.Form.SAFETENSORS;
      case GGUF -> ExportOrder.Form.GGUF;
      case OLLAMA -> ExportOrder.Form.OLLAMA;
    };
  }

  private static Path path(String directory) {
    try {
      return Path.of(directory);
    } catch (InvalidPathException e) {
      throw ApiError.badRequest(
              "directory", "The directory is not a path: %s.".formatted(e.getReason()))
          .toException();
    }
  }
}
