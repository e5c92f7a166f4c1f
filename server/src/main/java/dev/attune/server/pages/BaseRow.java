package dev.attune.server.pages;

import dev.attune.platform.models.BaseModel;
import dev.attune.platform.models.TunedModel;
import java.util.List;

/**
 * A base model in a list.
 *
 * @param size in parameters, tokens and bytes
 * @param licence as its folder says
 * @param tuned what the project made of it, newest first
 */
public record BaseRow(
    String name, String family, String size, String licence, String created, List<String> tuned) {
  public BaseRow {
    tuned = List.copyOf(tuned);
  }

  static BaseRow of(BaseModel model, List<TunedModel> all) {
    return new BaseRow(
        model.name(),
        model.family(),
        "%s parameters, context of %s, %s on disk"
            .formatted(
                Words.count(model.parameters()),
                Words.count(model.context()),
                Words.sizeOf(model.directory())),
        Licence.of(model.directory()),
        Words.time(model.createdAt()),
        all.stream()
            .filter(tuned -> tuned.base().equals(model.name()))
            .map(TunedModel::name)
            .toList());
  }
}
