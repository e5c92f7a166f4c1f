package dev.attune.server.models;

import dev.attune.platform.models.ListedModel;
import dev.attune.wire.models.Model;

/** Models as the wire has them. */
final class ModelJson {
  private ModelJson() {}

  static Model of(ListedModel model) {
    return new Model(model.name(), model.createdAt().getEpochSecond(), model.owner());
  }
}
