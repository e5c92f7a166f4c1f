package dev.attune.server.keys;

import dev.attune.platform.keys.ApiKey;
import dev.attune.platform.keys.CreatedKey;
import dev.attune.wire.keys.KeyObject;
import org.jspecify.annotations.Nullable;

/** Keys as the wire has them. */
final class KeyJson {
  private KeyJson() {}

  static KeyObject of(ApiKey key) {
    return of(key, null);
  }

  static KeyObject of(CreatedKey created) {
    return of(created.key(), created.secret());
  }

  private static KeyObject of(ApiKey key, @Nullable String secret) {
    return new KeyObject(key.id(), key.name(), key.createdAt().getEpochSecond(), secret);
  }
}
