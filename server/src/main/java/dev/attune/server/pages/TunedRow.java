package dev.attune.server.pages;

import dev.attune.platform.models.TunedModel;
import java.util.Locale;

/**
 * A tuned model in a list.
 *
 * @param kind an adapter, or all weights
 * @param size of its own files
 */
public record TunedRow(
    String name, String kind, String size, String base, String job, String created) {

  static TunedRow of(TunedModel model) {
    return new TunedRow(
        model.name(),
        model.tuning().name().toLowerCase(Locale.ROOT),
        Words.sizeOf(model.directory()),
        model.base(),
        model.jobId(),
        Words.time(model.createdAt()));
  }
}
