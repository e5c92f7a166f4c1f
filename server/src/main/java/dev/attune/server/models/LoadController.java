package dev.attune.server.models;

import dev.attune.platform.models.Models;
import dev.attune.platform.models.ServableModel;
import dev.attune.platform.owner.Project;
import dev.attune.platform.sampling.Samplers;
import dev.attune.server.work.LongWork;
import dev.attune.wire.models.ModelWork;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Has a model loaded before it is asked, for whoever wants to see how far that is. */
@RestController
final class LoadController {
  private final Models models;
  private final Samplers samplers;

  LoadController(Models models, Samplers samplers) {
    this.models = models;
    this.samplers = samplers;
  }

  @PostMapping("/attune/v1/models/{model}/load")
  void load(Project project, @PathVariable String model, HttpServletResponse response) {
    ServableModel target = models.servable(project, model);
    LongWork.<ModelWork>answer(
        response,
        "A load",
        ModelWork.Failed::new,
        listener -> {
          samplers.load(
              target,
              (done, total) ->
                  listener.accept(new ModelWork.Progress(target.whole(), done, total)));
          return new ModelWork.Loaded(target.name());
        });
  }
}
