package dev.attune.server.organization;

import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.ProjectDetails;
import dev.attune.platform.owner.Projects;
import dev.attune.server.web.JsonBody;
import dev.attune.server.web.PageJson;
import dev.attune.wire.json.Parameters;
import dev.attune.wire.lists.CursorPage;
import dev.attune.wire.lists.PageQuery;
import dev.attune.wire.organization.NamedProject;
import dev.attune.wire.organization.ProjectObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Projects of the caller's organization. */
@RestController
@RequestMapping("/v1/organization/projects")
final class ProjectsController {
  private static final int USUAL = 20;

  private final Projects projects;

  ProjectsController(Projects projects) {
    this.projects = projects;
  }

  @PostMapping
  ProjectObject create(Organization organization, JsonBody body) {
    return json(projects.create(organization, NamedProject.read(body.small()).name()));
  }

  @GetMapping
  CursorPage<ProjectObject> list(Organization organization, Parameters query) {
    boolean withArchived = query.bool("include_archived");
    PageQuery page = PageQuery.read(query, USUAL);
    return CursorPage.of(
        PageJson.of(
            projects.list(organization, withArchived, PageJson.request(page)),
            ProjectsController::json),
        ProjectObject::id);
  }

  @GetMapping("/{id}")
  ProjectObject retrieve(Organization organization, @PathVariable String id) {
    return json(projects.retrieve(organization, id));
  }

  @PostMapping("/{id}")
  ProjectObject rename(Organization organization, @PathVariable String id, JsonBody body) {
    return json(projects.rename(organization, id, NamedProject.read(body.small()).name()));
  }

  @PostMapping("/{id}/archive")
  ProjectObject archive(Organization organization, @PathVariable String id) {
    return json(projects.archive(organization, id));
  }

  private static ProjectObject json(ProjectDetails project) {
    return new ProjectObject(
        project.project().id(),
        project.name(),
        project.createdAt().getEpochSecond(),
        project.archivedAt() == null ? null : project.archivedAt().getEpochSecond());
  }
}
