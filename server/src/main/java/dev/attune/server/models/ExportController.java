package dev.attune.server.models;

import dev.attune.platform.models.ExportOrder;
import dev.attune.platform.models.Exports;
import dev.attune.platform.owner.Project;
import dev.attune.server.web.JsonBody;
import dev.attune.server.work.LongWork;
import dev.attune.wire.models.ExportModel;
import dev.attune.wire.models.ModelWork;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Writes a model in a form that others load. */
@RestController
final class ExportController {
  private final Exports exports;

  ExportController(Exports exports) {
    this.exports = exports;
  }

  @PostMapping("/attune/v1/models/{model}/export")
  void export(
      Project project, @PathVariable String model, JsonBody body, HttpServletResponse response) {
    ExportOrder order = ExportJson.order(model, ExportModel.read(body.small()));
    LongWork.<ModelWork>answer(
        response,
        "An export",
        ModelWork.Failed::new,
        listener ->
            ExportJson.work(
                exports.run(project, order, event -> listener.accept(ExportJson.work(event)))));
  }
}
