package dev.attune.server.organization;

import dev.attune.platform.keys.AdminKey;
import dev.attune.platform.keys.CreatedAdminKey;
import dev.attune.platform.keys.Keys;
import dev.attune.platform.owner.Organization;
import dev.attune.server.web.JsonBody;
import dev.attune.server.web.PageJson;
import dev.attune.wire.json.Parameters;
import dev.attune.wire.lists.CursorPage;
import dev.attune.wire.lists.PageQuery;
import dev.attune.wire.organization.AdminKeyObject;
import dev.attune.wire.organization.CreateAdminKey;
import dev.attune.wire.organization.Deleted;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Keys to the caller's organization. */
@RestController
@RequestMapping("/v1/organization/admin_api_keys")
final class AdminKeysController {
  private static final int USUAL = 20;

  private final Keys keys;

  AdminKeysController(Keys keys) {
    this.keys = keys;
  }

  @PostMapping
  AdminKeyObject create(Organization organization, JsonBody body) {
    CreateAdminKey request = CreateAdminKey.read(body.small());
    CreatedAdminKey created =
        keys.createAdmin(
            organization,
            request.name(),
            request.expiresInSeconds() == null
                ? null
                : Duration.ofSeconds(request.expiresInSeconds()));
    return json(created.key(), created.secret());
  }

  @GetMapping
  CursorPage<AdminKeyObject> list(Organization organization, Parameters query) {
    PageQuery page = PageQuery.read(query, USUAL);
    return CursorPage.of(
        PageJson.of(keys.listAdmin(organization, PageJson.request(page)), key -> json(key, null)),
        AdminKeyObject::id);
  }

  @GetMapping("/{id}")
  AdminKeyObject retrieve(Organization organization, @PathVariable String id) {
    return json(keys.retrieveAdmin(organization, id), null);
  }

  @DeleteMapping("/{id}")
  Deleted revoke(Organization organization, @PathVariable String id) {
    keys.revokeAdmin(organization, id);
    return Deleted.adminKey(id);
  }

  private static AdminKeyObject json(AdminKey key, @Nullable String secret) {
    return new AdminKeyObject(
        key.id(),
        key.name(),
        key.redacted(),
        key.createdAt().getEpochSecond(),
        key.expiresAt() == null ? null : key.expiresAt().getEpochSecond(),
        secret);
  }
}
