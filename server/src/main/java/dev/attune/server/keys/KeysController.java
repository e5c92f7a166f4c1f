package dev.attune.server.keys;

import dev.attune.platform.keys.Keys;
import dev.attune.platform.owner.Project;
import dev.attune.server.web.JsonBody;
import dev.attune.wire.keys.CreateKey;
import dev.attune.wire.keys.KeyDeleted;
import dev.attune.wire.keys.KeyObject;
import dev.attune.wire.lists.Listing;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Keys of the caller's own project. */
@RestController
@RequestMapping("/attune/v1/keys")
final class KeysController {
  private final Keys keys;

  KeysController(Keys keys) {
    this.keys = keys;
  }

  @PostMapping
  KeyObject create(Project project, JsonBody body) {
    return KeyJson.of(keys.create(project, CreateKey.read(body.small()).name()));
  }

  @GetMapping
  Listing<KeyObject> list(Project project) {
    return new Listing<>(keys.list(project).stream().map(KeyJson::of).toList());
  }

  @DeleteMapping("/{id}")
  KeyDeleted revoke(Project project, @PathVariable String id) {
    keys.revoke(project, id);
    return new KeyDeleted(id, true);
  }
}
