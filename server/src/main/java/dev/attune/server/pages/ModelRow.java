package dev.attune.server.pages;

import dev.attune.platform.models.BaseModel;
import dev.attune.platform.models.TunedModel;
import java.util.Locale;

/**
 * A model in a list.
 *
 * @param kind what it is, for a base its family
 * @param size numbers in it, or what of it lies on disk
 */
public record ModelRow(
    String name, String kind, String size, String base, String job, String created) {

  static ModelRow of(BaseModel model) {
    return new ModelRow(
        model.name(),
        model.family(),
        "%s parameters, context of %s"
            .formatted(Words.count(model.parameters()), Words.count(model.context())),
        "",
        "",
        Words.time(model.createdAt()));
  }

  static ModelRow of(TunedModel model) {
    return new ModelRow(
        model.name(),
        model.tuning().name().toLowerCase(Locale.ROOT),
        Words.sizeOf(model.directory()),
        model.base(),
        model.jobId(),
        Words.time(model.createdAt()));
  }
}
