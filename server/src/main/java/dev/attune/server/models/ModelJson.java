package dev.attune.server.models;

import dev.attune.platform.models.ListedModel;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.models.AddModel;
import dev.attune.wire.models.Model;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Models as the wire has them. */
final class ModelJson {
  private ModelJson() {}

  /** The path as this machine spells it. */
  static Path directory(AddModel request) {
    try {
      return Path.of(request.directory());
    } catch (InvalidPathException e) {
      throw ApiError.badRequest(
              "directory",
              "'directory' is not a path. Give that of a model on the server's machine.")
          .toException();
    }
  }

  static Model of(ListedModel model) {
    return new Model(model.name(), model.createdAt().getEpochSecond(), model.owner());
  }
}
