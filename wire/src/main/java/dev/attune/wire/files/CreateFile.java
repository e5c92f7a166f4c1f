package dev.attune.wire.files;

import dev.attune.wire.json.Parameters;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the text parts of an upload say.
 *
 * @param expiresAfterSeconds life of the file from its creation, null when it has no end
 */
public record CreateFile(Purpose purpose, @Nullable Integer expiresAfterSeconds) {
  /** The names of those parts. */
  public static final Set<String> PARTS = Set.of("purpose", Expiry.ANCHOR, Expiry.SECONDS);

  public static CreateFile read(Parameters form) {
    Purpose purpose = form.required("purpose").oneOf(Purpose.OF_UPLOADS);
    Integer said = Expiry.read(form);
    return new CreateFile(purpose, said == null ? Expiry.usual(purpose) : said);
  }
}
