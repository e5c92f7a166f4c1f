package dev.attune.wire.files;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.Parameters;
import dev.attune.wire.json.WireName;
import org.jspecify.annotations.Nullable;

/** {@code expires_after}: how long a file is kept, in seconds from its creation. */
public final class Expiry {
  private static final String NAME = "expires_after";
  static final String ANCHOR = NAME + "[anchor]";
  static final String SECONDS = NAME + "[seconds]";
  private static final int HOUR = 3_600;
  private static final int THIRTY_DAYS = 2_592_000;

  private Expiry() {}

  /** What holds where nothing is said; null when a file is kept until it is deleted. */
  public static @Nullable Integer usual(Purpose purpose) {
    return purpose == Purpose.BATCH ? THIRTY_DAYS : null;
  }

  /** Reads it out of JSON. */
  public static int read(JsonField field) {
    return field.object(Expiry::read);
  }

  private static int read(JsonObject o) {
    o.required("anchor").oneOf(Anchor.values());
    return o.required("seconds").integer(HOUR, THIRTY_DAYS);
  }

  /** Reads it out of a form, null when the form says nothing of it. */
  static @Nullable Integer read(Parameters form) {
    if (form.nested(NAME).isEmpty()) {
      return null;
    }
    form.required(ANCHOR).oneOf(Anchor.values());
    form.required(SECONDS);
    return form.integer(SECONDS, HOUR, THIRTY_DAYS, THIRTY_DAYS);
  }

  private enum Anchor implements WireName {
    CREATED_AT
  }
}
