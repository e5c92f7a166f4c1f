package dev.attune.server.permissions;

import dev.attune.platform.models.CheckpointPermissions;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.page.Page;
import dev.attune.server.web.JsonBody;
import dev.attune.server.web.PageJson;
import dev.attune.wire.finetuning.CheckpointPermission;
import dev.attune.wire.finetuning.CreateCheckpointPermissions;
import dev.attune.wire.finetuning.PermissionQuery;
import dev.attune.wire.json.Parameters;
import dev.attune.wire.lists.CursorPage;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Permissions of one checkpoint. */
@RestController
@RequestMapping("/v1/fine_tuning/checkpoints/{checkpoint}/permissions")
final class PermissionsController {
  private final CheckpointPermissions permissions;

  PermissionsController(CheckpointPermissions permissions) {
    this.permissions = permissions;
  }

  @PostMapping
  CursorPage<CheckpointPermission> create(
      Organization organization, @PathVariable String checkpoint, JsonBody body) {
    List<dev.attune.platform.models.CheckpointPermission> created =
        permissions.create(
            organization, checkpoint, CreateCheckpointPermissions.read(body.small()).projectIds());
    return page(new Page<>(created, false));
  }

  @GetMapping
  CursorPage<CheckpointPermission> list(
      Organization organization, @PathVariable String checkpoint, Parameters query) {
    PermissionQuery wanted = PermissionQuery.read(query);
    return page(
        permissions.list(
            organization, checkpoint, wanted.projectId(), PageJson.request(wanted.page())));
  }

  @DeleteMapping("/{id}")
  CheckpointPermission.Deleted delete(
      Organization organization, @PathVariable String checkpoint, @PathVariable String id) {
    permissions.delete(organization, checkpoint, id);
    return new CheckpointPermission.Deleted(id);
  }

  private static CursorPage<CheckpointPermission> page(
      Page<dev.attune.platform.models.CheckpointPermission> page) {
    return CursorPage.of(
        PageJson.of(
            page,
            each ->
                new CheckpointPermission(
                    each.id(), each.createdAt().getEpochSecond(), each.projectId())),
        CheckpointPermission::id);
  }
}
