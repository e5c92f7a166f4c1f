package dev.attune.wire.grader;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.WireName;

/** Whether a message to a grading model has a shape that the wire knows. */
final class GraderMessage {
  private static final int TEXT = 1 << 18;
  private static final int MOST_PARTS = 100;

  private GraderMessage() {}

  private enum Role implements WireName {
    USER,
    ASSISTANT,
    SYSTEM,
    DEVELOPER
  }

  private enum MessageType implements WireName {
    MESSAGE
  }

  private enum PartType implements WireName {
    INPUT_TEXT,
    OUTPUT_TEXT,
    INPUT_IMAGE,
    INPUT_AUDIO
  }

  private enum AudioFormat implements WireName {
    MP3,
    WAV
  }

  static JsonObject check(JsonObject o) {
    o.required("role").oneOf(Role.values());
    o.optional("type").ifPresent(f -> f.oneOf(MessageType.values()));
    JsonField content = o.required("content");
    if (content.node().isArray()) {
      content.list(MOST_PARTS, GraderMessage::item);
    } else {
      item(content);
    }
    return o;
  }

  /** A text, or a part that says its type. */
  private static JsonField item(JsonField item) {
    if (item.node().isString()) {
      item.text(TEXT);
    } else if (item.node().isObject()) {
      item.object(GraderMessage::part);
    } else {
      throw item.wrongType("a string, an object or an array");
    }
    return item;
  }

  private static JsonObject part(JsonObject o) {
    switch (o.required("type").oneOf(PartType.values())) {
      case INPUT_TEXT, OUTPUT_TEXT -> o.required("text").text(TEXT);
      case INPUT_IMAGE -> {
        o.required("image_url").string(TEXT);
        o.optional("detail").ifPresent(f -> f.string(TEXT));
      }
      case INPUT_AUDIO -> o.required("input_audio").object(GraderMessage::audio);
    }
    return o;
  }

  private static JsonObject audio(JsonObject o) {
    o.required("data").text(TEXT);
    o.required("format").oneOf(AudioFormat.values());
    return o;
  }
}
