package dev.attune.server.models;

import dev.attune.platform.models.Models;
import dev.attune.platform.owner.Project;
import dev.attune.server.web.JsonBody;
import dev.attune.wire.lists.Listing;
import dev.attune.wire.models.AddModel;
import dev.attune.wire.models.Model;
import dev.attune.wire.models.ModelDeleted;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Models that can be asked or tuned. */
@RestController
final class ModelsController {
  private final Models models;

  ModelsController(Models models) {
    this.models = models;
  }

  @GetMapping("/v1/models")
  Listing<Model> list(Project project) {
    return new Listing<>(models.list(project).stream().map(ModelJson::of).toList());
  }

  @GetMapping("/v1/models/{model}")
  Model retrieve(Project project, @PathVariable String model) {
    return ModelJson.of(models.retrieve(project, model));
  }

  @DeleteMapping("/v1/models/{model}")
  ModelDeleted delete(Project project, @PathVariable String model) {
    models.delete(project, model);
    return new ModelDeleted(model, true);
  }

  @PostMapping("/attune/v1/models")
  Model add(Project project, JsonBody body) {
    AddModel request = AddModel.read(body.small());
    String name = models.add(ModelJson.directory(request), request.name()).name();
    return ModelJson.of(models.retrieve(project, name));
  }
}
