package dev.attune.wire.chat;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.WireName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One part of a message that says more than text. */
public sealed interface ContentPart {

  /** Plain text. */
  record Text(String text) implements ContentPart {}

  /**
   * A picture.
   *
   * @param url where it is, or the picture itself as a {@code data:} URL
   */
  record ImageUrl(String url, Detail detail) implements ContentPart {}

  /** Sound, base64-encoded. */
  record InputAudio(String data, String format) implements ContentPart {}

  /** A document, by id or base64-encoded. */
  record File(@Nullable String fileId, @Nullable String filename, @Nullable String fileData)
      implements ContentPart {}

  /** Why the model did not answer. */
  record Refusal(String refusal) implements ContentPart {}

  /** How closely a picture is looked at. */
  enum Detail implements WireName {
    AUTO,
    LOW,
    HIGH
  }

  /** The kinds of parts. */
  enum Type implements WireName {
    TEXT,
    IMAGE_URL,
    INPUT_AUDIO,
    FILE,
    REFUSAL;

    static final List<Type> OF_USERS = List.of(TEXT, IMAGE_URL, INPUT_AUDIO, FILE);
    static final List<Type> OF_ASSISTANTS = List.of(TEXT, REFUSAL);
    static final List<Type> OF_OTHERS = List.of(TEXT);
  }

  /** Reads one part strictly. */
  static ContentPart read(JsonField field, List<Type> allowed) {
    return field.object(o -> read(o, allowed));
  }

  private static ContentPart read(JsonObject o, List<Type> allowed) {
    o.ignore("prompt_cache_breakpoint"); // says how to serve the part, not what it is
    return switch (o.required("type").oneOf(allowed)) {
      case TEXT -> new Text(o.required("text").string());
      case IMAGE_URL -> o.required("image_url").object(ContentPart::imageUrl);
      case INPUT_AUDIO -> o.required("input_audio").object(ContentPart::inputAudio);
      case FILE -> o.required("file").object(ContentPart::file);
      case REFUSAL -> new Refusal(o.required("refusal").string());
    };
  }

  private static ContentPart imageUrl(JsonObject o) {
    Optional<Detail> detail = o.optional("detail").map(f -> f.oneOf(Detail.values()));
    return new ImageUrl(o.required("url").string(), detail.orElse(Detail.AUTO));
  }

  private static ContentPart inputAudio(JsonObject o) {
    return new InputAudio(o.required("data").string(), o.required("format").string());
  }

  private static ContentPart file(JsonObject o) {
    return new File(
        o.optional("file_id").map(JsonField::string).orElse(null),
        o.optional("filename").map(JsonField::string).orElse(null),
        o.optional("file_data").map(JsonField::string).orElse(null));
  }
}
