package dev.attune.server.organization;

import dev.attune.platform.keys.ApiKey;
import dev.attune.platform.keys.Keys;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.ProjectDetails;
import dev.attune.platform.owner.Projects;
import dev.attune.platform.owner.ServiceAccount;
import dev.attune.server.web.PageJson;
import dev.attune.wire.json.Parameters;
import dev.attune.wire.lists.CursorPage;
import dev.attune.wire.lists.PageQuery;
import dev.attune.wire.organization.Deleted;
import dev.attune.wire.organization.KeyOwner;
import dev.attune.wire.organization.ProjectKeyObject;
import dev.attune.wire.organization.ServiceAccountObject;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Keys of a project, as its organization sees them. */
@RestController
@RequestMapping("/v1/organization/projects/{project}/api_keys")
final class ProjectKeysController {
  private static final int USUAL = 20;

  private final Projects projects;
  private final Keys keys;

  ProjectKeysController(Projects projects, Keys keys) {
    this.projects = projects;
    this.keys = keys;
  }

  @GetMapping
  CursorPage<ProjectKeyObject> list(
      Organization organization, @PathVariable String project, Parameters query) {
    ProjectDetails found = projects.retrieve(organization, project);
    PageQuery page = PageQuery.read(query, USUAL);
    return CursorPage.of(
        PageJson.of(keys.list(found.project(), PageJson.request(page)), key -> json(found, key)),
        ProjectKeyObject::id);
  }

  @GetMapping("/{id}")
  ProjectKeyObject retrieve(
      Organization organization, @PathVariable String project, @PathVariable String id) {
    ProjectDetails found = projects.retrieve(organization, project);
    return json(found, keys.retrieve(found.project(), id));
  }

  @DeleteMapping("/{id}")
  Deleted revoke(Organization organization, @PathVariable String project, @PathVariable String id) {
    keys.revoke(projects.retrieve(organization, project).project(), id);
    return Deleted.projectKey(id);
  }

  private ProjectKeyObject json(ProjectDetails project, ApiKey key) {
    return new ProjectKeyObject(
        key.id(),
        key.name(),
        key.redacted(),
        key.createdAt().getEpochSecond(),
        key.serviceAccount() == null
            ? KeyOwner.PERSON
            : owner(projects.retrieveServiceAccount(project, key.serviceAccount())));
  }

  private static KeyOwner owner(ServiceAccount account) {
    return new KeyOwner(
        "service_account",
        new KeyOwner.Account(
            account.id(),
            account.name(),
            account.createdAt().getEpochSecond(),
            ServiceAccountObject.ROLE));
  }
}
