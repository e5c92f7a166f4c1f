package dev.attune.server.pages;

import dev.attune.platform.models.BaseModel;
import dev.attune.platform.models.TunedModel;
import java.util.List;
import java.util.Locale;

/**
 * A model in a list.
 *
 * @param kind what it is, for a base its family
 * @param size numbers in it, or what of it lies on disk
 * @param licence of a base, as its folder says
 * @param tuned what the project made of a base, newest first
 */
public record ModelRow(
    String name,
    String kind,
    String size,
    String licence,
    String base,
    String job,
    String created,
    List<String> tuned) {
  public ModelRow {
    tuned = List.copyOf(tuned);
  }

  static ModelRow of(BaseModel model, List<TunedModel> all) {
    return new ModelRow(
        model.name(),
        model.family(),
        "%s parameters, context of %s, %s on disk"
            .formatted(
                Words.count(model.parameters()),
                Words.count(model.context()),
                Words.sizeOf(model.directory())),
        Licence.of(model.directory()),
        "",
        "",
        Words.time(model.createdAt()),
        all.stream()
            .filter(tuned -> tuned.base().equals(model.name()))
            .map(TunedModel::name)
            .toList());
  }

  static ModelRow of(TunedModel model) {
    return new ModelRow(
        model.name(),
        model.tuning().name().toLowerCase(Locale.ROOT),
        Words.sizeOf(model.directory()),
        "",
        model.base(),
        model.jobId(),
        Words.time(model.createdAt()),
        List.of());
  }
}
