package dev.attune.wire.chat;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;

/**
 * Whether the answer comes in chunks.
 *
 * @param includeUsage the stream ends with a chunk of token counts, and every other chunk says null
 * @param includeObfuscation chunks carry random text that hides their length
 */
public record Streaming(boolean stream, boolean includeUsage, boolean includeObfuscation) {

  static Streaming read(JsonObject o) {
    boolean stream = o.optional("stream").map(JsonField::bool).orElse(false);
    return o.optional("stream_options")
        .map(field -> options(field, stream))
        .orElse(new Streaming(stream, false, true));
  }

  private static Streaming options(JsonField field, boolean stream) {
    if (!stream) {
      throw field.onlyWith("stream");
    }
    return field.object(o ->
        new Streaming(
            true,
            o.optional("include_usage").map(JsonField::bool).orElse(false),
            o.optional("include_obfuscation").map(JsonField::bool).orElse(true)));
  }
}
