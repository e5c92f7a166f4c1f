package dev.attune.wire.files;

import dev.attune.wire.json.Parameters;
import dev.attune.wire.json.WireName;
import org.jspecify.annotations.Nullable;

/**
 * What the text parts of an upload say.
 *
 * @param expiresAfterSeconds life of the file from its creation, null when it has no end
 */
public record CreateFile(Purpose purpose, @Nullable Integer expiresAfterSeconds) {
  private static final int HOUR = 3_600;
  private static final int THIRTY_DAYS = 2_592_000;

  public static CreateFile read(Parameters form) {
    Purpose purpose = form.required("purpose").oneOf(Purpose.OF_UPLOADS);
    if (form.nested("expires_after").isEmpty()) {
      return new CreateFile(purpose, null);
    }
    form.required("expires_after[anchor]").oneOf(Anchor.values());
    form.required("expires_after[seconds]");
    int seconds = form.integer("expires_after[seconds]", HOUR, THIRTY_DAYS, THIRTY_DAYS);
    return new CreateFile(purpose, seconds);
  }

  private enum Anchor implements WireName {
    CREATED_AT
  }
}
