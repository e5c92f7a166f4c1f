package dev.attune.server.settings;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where everything is kept, and for whom.
 *
 * @param organizationName part of the names of tuned models; of use on the first start only
 */
public record StoreSettings(Path dataDirectory, String organizationName) {
  /** It stands in names of models and in a header of every answer. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}");

  public StoreSettings {
    if (!NAME.matcher(organizationName).matches()) {
      throw new IllegalArgumentException(
          "--organization-name '%s' must be 1 to 64 letters, digits, dots, hyphens and underscores."
              .formatted(organizationName));
    }
  }
}
