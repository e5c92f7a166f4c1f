package dev.attune.server.models;

import dev.attune.platform.models.Models;
import dev.attune.platform.owner.Project;
import dev.attune.server.hub.Hub;
import dev.attune.server.hub.PullProgress;
import dev.attune.server.web.JsonBody;
import dev.attune.server.work.LongWork;
import dev.attune.server.work.Meanwhile;
import dev.attune.server.work.ProgressLines;
import dev.attune.wire.models.Model;
import dev.attune.wire.models.ModelWork;
import dev.attune.wire.models.PullModel;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes a base model from the hub. */
@RestController
final class PullController {
  private static final String USUAL_REVISION = "main";

  private final Hub hub;
  private final Models models;

  PullController(Hub hub, Models models) {
    this.hub = hub;
    this.models = models;
  }

  @PostMapping("/attune/v1/models/pull")
  void pull(Project project, JsonBody body, HttpServletResponse response) {
    PullModel request = PullModel.read(body.small());
    String name = Objects.requireNonNullElseGet(request.name(), () -> ownName(request));
    models.requireFree(name);
    LongWork.<ModelWork>answer(
        response,
        "A pull",
        ModelWork.Failed::new,
        listener -> {
          PullProgress progress = new PullProgress();
          Model model =
              Meanwhile.tell(
                  () -> pulled(project, request, name, progress),
                  new ProgressLines<>(() -> changes(progress), listener)::tell);
          return new ModelWork.Added(model);
        });
  }

  private Model pulled(Project project, PullModel request, String name, PullProgress progress)
      throws InterruptedException {
    String revision = Objects.requireNonNullElse(request.revision(), USUAL_REVISION);
    Path directory = hub.pull(request.repository(), revision, progress);
    models.add(directory, name);
    return ModelJson.of(models.retrieve(project, name));
  }

  private static List<ModelWork> changes(PullProgress progress) {
    return progress.changes().stream()
        .<ModelWork>map(file -> new ModelWork.Progress(file.name(), file.done(), file.total()))
        .toList();
  }

  private static String ownName(PullModel request) {
    return request.repository().substring(request.repository().indexOf('/') + 1);
  }
}
