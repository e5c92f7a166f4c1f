package dev.attune.wire.uploads;

import dev.attune.wire.files.Expiry;
import dev.attune.wire.files.Purpose;
import dev.attune.wire.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The request for an upload.
 *
 * @param filename as the client says it
 * @param bytes of all parts together
 * @param mimeType as the client says it; nothing here depends on it
 * @param expiresAfterSeconds life of the file from its creation, null when it has no end
 */
public record CreateUpload(
    String filename,
    Purpose purpose,
    long bytes,
    String mimeType,
    @Nullable Integer expiresAfterSeconds) {
  /** Fewer than a form may upload at once; OpenAI's schema says so. */
  private static final List<Purpose> PURPOSES =
      List.of(Purpose.ASSISTANTS, Purpose.BATCH, Purpose.FINE_TUNE, Purpose.VISION);

  private static final int LONGEST_NAME = 4_096;
  private static final int LONGEST_TYPE = 255;

  /** Reads a request for at most {@code maxBytes}. */
  public static CreateUpload read(JsonNode body, long maxBytes) {
    return JsonObject.read(body, o -> read(o, maxBytes));
  }

  private static CreateUpload read(JsonObject o, long maxBytes) {
    String filename = o.required("filename").string(LONGEST_NAME);
    Purpose purpose = o.required("purpose").oneOf(PURPOSES);
    return new CreateUpload(
        filename,
        purpose,
        o.required("bytes").integer(0L, maxBytes),
        o.required("mime_type").string(LONGEST_TYPE),
        o.optional("expires_after").map(Expiry::read).orElse(Expiry.usual(purpose)));
  }
}
