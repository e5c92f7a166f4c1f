package dev.attune.server.organization;

import dev.attune.platform.keys.CreatedKey;
import dev.attune.platform.keys.Keys;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Projects;
import dev.attune.platform.owner.ServiceAccount;
import dev.attune.server.web.JsonBody;
import dev.attune.server.web.PageJson;
import dev.attune.wire.json.Parameters;
import dev.attune.wire.lists.CursorPage;
import dev.attune.wire.lists.PageQuery;
import dev.attune.wire.organization.CreateServiceAccount;
import dev.attune.wire.organization.Deleted;
import dev.attune.wire.organization.ServiceAccountObject;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Programs that work in a project. */
@RestController
@RequestMapping("/v1/organization/projects/{project}/service_accounts")
final class ServiceAccountsController {
  private static final int USUAL = 20;

  private final Projects projects;
  private final Keys keys;

  ServiceAccountsController(Projects projects, Keys keys) {
    this.projects = projects;
    this.keys = keys;
  }

  @PostMapping
  ServiceAccountObject create(
      Organization organization, @PathVariable String project, JsonBody body) {
    ServiceAccount account =
        projects.createServiceAccount(
            projects.retrieve(organization, project),
            CreateServiceAccount.read(body.small()).name());
    CreatedKey created = keys.create(account);
    return json(
        account,
        new ServiceAccountObject.Key(
            created.key().id(),
            created.key().name(),
            created.secret(),
            created.key().createdAt().getEpochSecond()));
  }

  @GetMapping
  CursorPage<ServiceAccountObject> list(
      Organization organization, @PathVariable String project, Parameters query) {
    PageQuery page = PageQuery.read(query, USUAL);
    return CursorPage.of(
        PageJson.of(
            projects.listServiceAccounts(
                projects.retrieve(organization, project), PageJson.request(page)),
            account -> json(account, null)),
        ServiceAccountObject::id);
  }

  @GetMapping("/{id}")
  ServiceAccountObject retrieve(
      Organization organization, @PathVariable String project, @PathVariable String id) {
    return json(
        projects.retrieveServiceAccount(projects.retrieve(organization, project), id), null);
  }

  @DeleteMapping("/{id}")
  Deleted delete(Organization organization, @PathVariable String project, @PathVariable String id) {
    projects.deleteServiceAccount(projects.retrieve(organization, project), id);
    return Deleted.serviceAccount(id);
  }

  private static ServiceAccountObject json(
      ServiceAccount account, ServiceAccountObject.@Nullable Key key) {
    return new ServiceAccountObject(
        account.id(), account.name(), account.createdAt().getEpochSecond(), key);
  }
}
