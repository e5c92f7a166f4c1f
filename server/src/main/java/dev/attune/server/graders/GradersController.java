package dev.attune.server.graders;

import dev.attune.platform.owner.Project;
import dev.attune.server.web.JsonBody;
import dev.attune.wire.grader.ValidateGrader;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Looks at graders. */
@RestController
final class GradersController {

  @PostMapping("/v1/fine_tuning/alpha/graders/validate")
  ValidateGrader validate(Project project, JsonBody body) {
    return ValidateGrader.read(body.small());
  }
}
