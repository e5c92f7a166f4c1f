package dev.attune.data.tokenizer.conversion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Normalizers, pre-tokenizers, post-processors and decoders as the tokenizers library has them. */
final class Component {
  static final JsonNode NONE = JsonNodeFactory.instance.nullNode();

  private Component() {}

  /** Of JSON that is written here, so that it is right. */
  static JsonNode of(String json) {
    return JsonMapper.shared().readTree(json);
  }

  /** Puts blanks in front of words and writes them ▁. {@code scheme}: always, first or never. */
  static JsonNode metaspace(String scheme, boolean split) {
    return of(
        """
        {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "%s", "split": %b}
        """
            .formatted(scheme, split));
  }

  static JsonNode byteLevel(boolean addPrefixSpace, boolean trimOffsets, boolean useRegex) {
    return of(
        """
        {"type": "ByteLevel", "add_prefix_space": %b, "trim_offsets": %b, "use_regex": %b}
        """
            .formatted(addPrefixSpace, trimOffsets, useRegex));
  }

  /** What turns tokens with ▁ and {@code <0x0A>} into text. */
  static JsonNode sentencePieceDecoder(boolean stripsBlank) {
    String strip =
        stripsBlank ? ", {\"type\": \"Strip\", \"content\": \" \", \"start\": 1, \"stop\": 0}" : "";
    return of(
        """
        {"type": "Sequence", "decoders": [
          {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
          {"type": "ByteFallback"}, {"type": "Fuse"}%s]}
        """
            .formatted(strip));
  }
}
